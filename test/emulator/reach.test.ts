import type { Emulator } from '../../emulator/emulator';
import {
	ANNA,
	call,
	control,
	entries,
	revoke,
	send,
	startEmulator,
	SUPPORT,
	TEXT,
	until,
} from './support/emulator';
import { fakeClock, type FakeClock } from './support/fakeClock';
import { attachReceiver } from './support/webhook';

const EVEN = '+4917000000002';
const ODD = '+4917000000001';

let clock: FakeClock;
let emulator: Emulator;

beforeEach(async () => {
	clock = fakeClock();
	emulator = await startEmulator({ clock });
});

const capabilities = async (phone: string) =>
	await call(emulator, 'GET', `/v1/phones/${phone}/capabilities?agentId=${SUPPORT}`);

async function sendTyping(to: string) {
	const path = `/v1/phones/${to}/agentEvents?agentId=${SUPPORT}&eventId=${crypto.randomUUID()}`;
	return await call(emulator, 'POST', path, { eventType: 'IS_TYPING' });
}

describe('a phone on whose network no agent is launched', () => {
	const patch = async (change: object) =>
		await control(emulator, 'PATCH', `/phones/${ANNA}`, change);

	beforeEach(async () => void (await patch({ carrierLaunched: false })));

	test('is 404, in words of its own for messages and events only', async () => {
		for (const answer of [await send(emulator, '1'), await sendTyping(ANNA)]) {
			expect(answer.status).toBe(404);
			expect(answer.body.error).toEqual({
				code: 404,
				message: expect.stringContaining("has not launched on the user's carrier"),
				status: 'NOT_FOUND',
			});
		}
		const { status, body } = await capabilities(ANNA);
		expect(status).toBe(404);
		expect(body.error?.message).toBe('Requested entity was not found.');
		expect(emulator.view().phones[0]).toMatchObject({ carrierLaunched: false });
	});

	test('is reached all the same by an agent it tests', async () => {
		await control(emulator, 'PATCH', `/agents/${SUPPORT}`, { launched: false, testers: [ANNA] });
		expect((await send(emulator, '1')).status).toBe(200);
		expect((await capabilities(ANNA)).status).toBe(200);
	});

	test('is reached again when it is launched there', async () => {
		await patch({ carrierLaunched: true });
		expect((await send(emulator, '1')).status).toBe(200);
		expect(emulator.view().phones[0]).not.toHaveProperty('carrierLaunched');
	});
});

describe('numbers that no phone here has', () => {
	const set = async (unknownNumbers: string) =>
		(await control(emulator, 'PATCH', '/settings', { unknownNumbers })).status;

	test('are unreachable, unless the even ones are not to be', async () => {
		expect((await capabilities(EVEN)).status).toBe(404);
		expect(await set('evenReachable')).toBe(200);
		expect((await capabilities(EVEN)).body.features).toEqual(emulator.view().phones[0]!.features);
		expect((await send(emulator, '1', { to: EVEN })).status).toBe(200);
		expect((await sendTyping(EVEN)).status).toBe(200);
		expect((await capabilities(ODD)).status).toBe(404);
		expect((await send(emulator, '2', { to: ODD })).status).toBe(404);
		expect(await set('x')).toBe(400);
		await control(emulator, 'POST', '/reset');
		expect((await capabilities(EVEN)).status).toBe(404);
	});

	test('take messages that nobody gets, which can be revoked and expire', async () => {
		const webhook = await attachReceiver(emulator);
		await set('evenReachable');
		const views = emulator.view();
		await send(emulator, '1', { to: EVEN });
		await send(emulator, '2', { to: EVEN, body: { ...TEXT, ttl: '60s' } });
		expect(emulator.view()).toEqual({ ...views, now: expect.any(String) });
		expect((await revoke(emulator, '1', { to: EVEN })).status).toBe(200);
		clock.advance(60_000);
		await until(() => webhook.posts.length === 1);
		expect(webhook.types()).toEqual(['TTL_EXPIRATION_REVOKED']);
	});

	test('get what waits when a phone with the number is added', async () => {
		await set('evenReachable');
		await send(emulator, '1', { to: EVEN });
		await control(emulator, 'POST', '/phones', { phoneNumber: EVEN });
		expect(entries(emulator, EVEN)).toMatchObject([{ messageId: '1', status: 'delivered' }]);
		expect((await send(emulator, '2', { to: EVEN })).status).toBe(200);
		expect(entries(emulator, EVEN)).toHaveLength(2);
	});

	test('lose it in a reset', async () => {
		await set('evenReachable');
		await send(emulator, '1', { to: EVEN, body: { ...TEXT, ttl: '60s' } });
		await control(emulator, 'POST', '/reset');
		expect(clock.waits()).toEqual([]);
	});
});
