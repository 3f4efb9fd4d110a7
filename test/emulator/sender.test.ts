import { verifySignature } from '../../rbm/signature';
import { WebhookSender } from '../../emulator/webhook/sender';
import { closeLater, settle, until } from './support/emulator';
import { fakeClock, type FakeClock } from './support/fakeClock';
import { CLIENT_TOKEN, startReceiver, type Receiver } from './support/webhook';

const DAY_MS = 86_400_000;

let clock: FakeClock;
let webhook: Receiver;
let sender: WebhookSender;
let acknowledged: number[];

function start(timeScale = 1) {
	acknowledged = [];
	const target = { url: webhook.url, clientToken: CLIENT_TOKEN };
	sender = new WebhookSender(target, { clock, timeScale, changed() {} });
	const started = sender;
	closeLater({
		async close() {
			started.stop();
		},
	});
}

function enqueue(id: number) {
	const payload = {
		senderPhoneNumber: '+4915112345678',
		eventType: 'DELIVERED',
		eventId: String(id),
		messageId: String(id),
	};
	const signedBytes = Buffer.from(JSON.stringify(payload));
	sender.enqueue({ body: { message: { data: signedBytes.toString('base64') } }, signedBytes }, () =>
		acknowledged.push(id),
	);
}

/** Waits until a try failed and the next one is set. */
const failed = async (tries: number) =>
	await until(
		() => webhook.posts.length === tries && sender.waitingForRetry === 1,
		`try ${tries} to fail`,
	);

beforeEach(async () => {
	clock = fakeClock();
	webhook = await startReceiver();
	start();
});

test('200 acknowledges', async () => {
	enqueue(1);
	expect(sender.pending).toBe(1);
	await until(() => sender.pending === 0);
	expect(acknowledged).toEqual([1]);
	expect(sender.lastProblem).toBeUndefined();
	expect(clock.waits()).toEqual([]);
});

test.each([201, 202, 204, 302, 400, 404, 500])('%i does not', async (status) => {
	webhook.react = () => status;
	enqueue(1);
	await failed(1);
	expect(acknowledged).toEqual([]);
	expect(sender.pending).toBe(1);
	expect(sender.lastProblem).toBe(`HTTP ${status}`);
	expect(clock.waits()).toEqual([1000]);
	webhook.react = () => 200;
	clock.advance(1000);
	await until(() => acknowledged.length === 1);
	expect(sender.lastProblem).toBeUndefined();
});

test('waits double up to 600 s, for 7 days, then the event is dropped', async () => {
	webhook.react = () => 500;
	enqueue(1);
	const begin = clock.now();
	const waits: number[] = [];
	for (let tries = 1; tries <= 12; tries++) {
		await failed(tries);
		const [wait = 0] = clock.waits();
		waits.push(wait / 1000);
		clock.advance(wait);
	}
	expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600]);

	await failed(13);
	// The try that falls due on the way times out, as time does not wait for it.
	clock.advance(begin + 7 * DAY_MS - 600_000 - clock.now());
	await until(() => sender.waitingForRetry === 1);
	expect(clock.waits()).toEqual([600_000]);
	clock.advance(600_000);
	await until(() => sender.pending === 0);
	expect(clock.waits()).toEqual([]);
	expect(acknowledged).toEqual([]);
});

test('a time scale divides the waits', async () => {
	start(100);
	webhook.react = () => 500;
	enqueue(1);
	await failed(1);
	expect(clock.waits()).toEqual([10]);
	clock.advance(10);
	await failed(2);
	expect(clock.waits()).toEqual([20]);
});

test('no answer in 10 s is a failure', async () => {
	webhook.react = () => 'hang';
	enqueue(1);
	await until(() => webhook.hanging() === 1);
	expect(clock.waits()).toEqual([10_000]);
	clock.advance(10_000);
	await failed(1);
	expect(sender.lastProblem).toBe('no answer in 10 s');
	webhook.react = () => 200;
	clock.advance(1000);
	await until(() => acknowledged.length === 1);
});

test('a dropped connection and a closed port are failures', async () => {
	webhook.react = () => 'drop';
	enqueue(1);
	await failed(1);
	expect(sender.lastProblem).toMatch(/SOCKET|closed/i);
	await webhook.close();
	clock.advance(1000);
	await until(() => sender.lastProblem === 'ECONNREFUSED');
	expect(sender.pending).toBe(1);
});

test('at most ten posts are under way, and none is lost', async () => {
	webhook.react = () => 'hang';
	const ids = Array.from({ length: 25 }, (_, index) => index);
	ids.forEach(enqueue);
	await until(() => webhook.hanging() === 10);
	await settle();
	expect(webhook.posts).toHaveLength(10);
	expect(sender.pending).toBe(25);
	webhook.react = () => 200;
	webhook.release();
	await until(() => sender.pending === 0);
	expect(acknowledged.toSorted((a, b) => a - b)).toEqual(ids);
});

test('one event that fails does not hold up the others', async () => {
	webhook.react = ({ event }) => (event.eventKey.endsWith(':1') ? 500 : 200);
	[1, 2, 3].forEach(enqueue);
	await until(() => acknowledged.length === 2);
	expect(acknowledged.toSorted()).toEqual([2, 3]);
	await until(() => sender.pending === 1);
});

test('a new target gets at once what the old one did not take, signed with its own token', async () => {
	webhook.react = () => 500;
	enqueue(1);
	await failed(1);
	clock.advance(1000);
	await failed(2);
	expect(clock.waits()).toEqual([2000]);
	const next = await startReceiver();
	sender.retarget({ url: next.url, clientToken: 'another token' });
	await until(() => acknowledged.length === 1);
	const { bytes, headers } = next.posts[0]!;
	expect(verifySignature(bytes, headers['x-goog-signature'], ['another token'])).toBe(true);
	expect(webhook.posts).toHaveLength(2);
	expect(clock.waits()).toEqual([]);
});

test('stopping leaves nothing pending', async () => {
	webhook.react = () => 'hang';
	enqueue(1);
	await until(() => webhook.hanging() === 1);
	webhook.react = () => 500;
	enqueue(2);
	await until(() => sender.waitingForRetry === 1);
	sender.stop();
	await until(() => webhook.hanging() === 0, 'the connection to close');
	await until(() => clock.waits().length === 0);
	clock.advance(DAY_MS);
	await settle();
	expect(webhook.posts).toHaveLength(2);
	expect(acknowledged).toEqual([]);
});
