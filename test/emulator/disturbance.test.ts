import type { Emulator } from '../../emulator/emulator';
import { control, PARCELS, send, settle, startEmulator, SUPPORT, until } from './support/emulator';
import { fakeClock, type FakeClock } from './support/fakeClock';
import { attachReceiver, type Receiver } from './support/webhook';

let clock: FakeClock;
let emulator: Emulator;
let webhook: Receiver;

beforeEach(async () => {
	clock = fakeClock();
	emulator = await startEmulator({ clock });
	webhook = await attachReceiver(emulator);
});

const PATH = `/agents/${SUPPORT}/webhook/faults`;
const disturb = async (fault: object) => await control(emulator, 'POST', PATH, fault);

/** IDs of the messages whose delivery was reported, in order of arrival. */
const reported = () =>
	webhook.posts.map(({ event }) => (event as { messageId?: string }).messageId);

/** Sends a message, and waits until its delivery is all that is still to come, or has come. */
async function sendAndWait(messageId: string, posts: number) {
	await send(emulator, messageId);
	await until(() => webhook.posts.length === posts, `${posts} posts`);
}

const pending = () => emulator.view().agents[0]!.webhook?.pending;

test('duplicates: the same payload twice, under two Pub/Sub IDs', async () => {
	const { status, body } = await disturb({ kind: 'duplicate', times: 2 });
	expect({ status, body }).toEqual({ status: 200, body: { kind: 'duplicate', times: 2 } });
	await sendAndWait('1', 2);
	await sendAndWait('2', 4);
	await sendAndWait('3', 5);
	const [first, second] = webhook.posts;
	expect(first!.bytes.equals(second!.bytes)).toBe(true);
	expect(first!.headers['x-goog-signature']).toBe(second!.headers['x-goog-signature']);
	expect(first!.body.message.messageId).not.toBe(second!.body.message.messageId);
	expect(first!.event.eventKey).toBe(second!.event.eventKey);
});

test('reorder: each of the next posts comes after the one that follows it', async () => {
	await disturb({ kind: 'reorder', times: 2 });
	await send(emulator, '1');
	await settle();
	expect(webhook.posts).toEqual([]);
	expect(pending()).toBe(1);
	await sendAndWait('2', 2);
	await send(emulator, '3');
	await sendAndWait('4', 4);
	await sendAndWait('5', 5);
	expect(reported()).toEqual(['2', '1', '4', '3', '5']);
	await until(() => pending() === 0);
	expect(clock.waits()).toEqual([]);
});

test('a post that nothing overtakes goes after 10 s', async () => {
	await disturb({ kind: 'reorder' });
	await send(emulator, '1');
	clock.advance(9_999);
	await settle();
	expect(webhook.posts).toEqual([]);
	clock.advance(1);
	await until(() => webhook.posts.length === 1);
	await sendAndWait('2', 2);
	expect(reported()).toEqual(['1', '2']);
});

test('so does one whose follower is never acknowledged', async () => {
	webhook.react = ({ event }) => ((event as { messageId?: string }).messageId === '2' ? 500 : 200);
	await disturb({ kind: 'reorder' });
	await send(emulator, '1');
	await sendAndWait('2', 1);
	clock.advance(10_000);
	await until(() => reported().includes('1'));
});

test('they concern one agent, and can be taken back', async () => {
	const parcels = await attachReceiver(emulator, PARCELS);
	await disturb({ kind: 'reorder', times: 9 });
	await send(emulator, '1');
	await send(emulator, '2', { agentId: PARCELS });
	await until(() => parcels.posts.length === 1);
	expect((await control(emulator, 'DELETE', PATH)).status).toBe(200);
	await until(() => webhook.posts.length === 1);
	await sendAndWait('3', 2);
	expect(reported()).toEqual(['1', '3']);
});

test.each(['reset', 'removal'])('what is held back is dropped by a %s', async (how) => {
	await disturb({ kind: 'reorder' });
	await send(emulator, '1');
	if (how === 'reset') await control(emulator, 'POST', '/reset');
	else await control(emulator, 'DELETE', `/agents/${SUPPORT}/webhook`);
	expect(clock.waits()).toEqual([]);
	await settle();
	expect(webhook.posts).toEqual([]);
});

test.each([{}, { kind: 'loss' }, { kind: 'reorder', times: 0 }, { kind: 'reorder', x: 1 }])(
	'%j is refused',
	async (fault) => {
		expect((await disturb(fault)).status).toBe(400);
	},
);

test('they need an agent', async () => {
	const path = '/agents/nope/webhook/faults';
	expect((await control(emulator, 'POST', path, { kind: 'reorder' })).status).toBe(404);
	expect((await control(emulator, 'DELETE', path)).status).toBe(404);
});
