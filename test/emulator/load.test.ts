import type { Emulator } from '../../emulator/emulator';
import { EventStream } from '../../emulator/api/eventStream';
import { MESSAGING_SCOPE } from '../../rbm/endpoints';
import { fakeClock, type FakeClock } from './support/fakeClock';
import {
	ANNA,
	call,
	CAROL,
	control,
	DEV,
	entries,
	request,
	send,
	startEmulator,
	SUPPORT,
	PARCELS,
	until,
} from './support/emulator';
import { seededRandom } from './support/seededRandom';
import { attachReceiver } from './support/webhook';

const SEND_PATH = `/v1/phones/${ANNA}/agentMessages?agentId=${SUPPORT}&messageId=`;

let clock: FakeClock;
let emulator: Emulator;

beforeEach(async () => {
	clock = fakeClock();
	emulator = await startEmulator({ clock, random: seededRandom('load') });
});

const add = async (fault: object) =>
	expect((await control(emulator, 'POST', '/faults', fault)).status).toBe(200);
const set = async (settings: object) =>
	expect((await control(emulator, 'PATCH', '/settings', settings)).status).toBe(200);

/** Status of a send, or `drop`. */
const outcome = async (messageId: string, to = ANNA) =>
	await send(emulator, messageId, { to }).then(
		({ status }) => status,
		() => 'drop' as const,
	);

/** Waits until a call has so long to wait. */
const heldBack = async (ms: number) =>
	await until(() => clock.waits().includes(ms), `a call to wait ${ms} ms`);

describe('faults by chance', () => {
	/** Outcomes of so many sends, each of its own ID, counted. */
	async function outcomes(sends: number): Promise<Record<string, number>> {
		const counts: Record<string, number> = {};
		for (let index = 0; index < sends; index++) {
			const each = await outcome(`${index}`);
			counts[each] = (counts[each] ?? 0) + 1;
		}
		return counts;
	}

	test('hit their part of all calls each, until they are cleared', async () => {
		await add({ status: 503, chance: 0.1 });
		await add({ status: 429, chance: 0.05, retryAfterSeconds: 1 });
		await add({ status: 'drop', chance: 0.05, afterwards: true });
		const sends = 1000;
		const counts = await outcomes(sends);
		// Four standard deviations of the binomial distribution, either side.
		for (const [what, chance] of [
			['503', 0.1],
			['429', 0.05],
			['drop', 0.05],
		] as const) {
			const margin = 4 * Math.sqrt(sends * chance * (1 - chance));
			expect(Math.abs(counts[what]! - sends * chance)).toBeLessThan(margin);
		}
		expect(emulator.faults.list().map(({ hits }) => hits)).toEqual([
			counts['503'],
			counts['429'],
			counts.drop,
		]);
		expect(emulator.calls.answers()).toEqual({ agentMessages: counts });
		expect(entries(emulator)).toHaveLength(counts['200']! + counts.drop!);

		await control(emulator, 'DELETE', '/faults');
		expect(await outcomes(50)).toEqual({ 200: 50 });
	});

	test('come the same again with the same randomness', async () => {
		const run = async () => {
			emulator = await startEmulator({ clock, random: seededRandom('the same') });
			await add({ status: 500, chance: 0.5 });
			const hits: unknown[] = [];
			for (let index = 0; index < 30; index++) hits.push(await outcome('1', DEV));
			return hits;
		};
		const first = await run();
		expect(new Set(first)).toEqual(new Set([404, 500]));
		expect(await run()).toEqual(first);
	});

	test('leave what an older fault is for, and hit only so often if told', async () => {
		await add({ status: 500 });
		await add({ status: 503, chance: 1, times: 2 });
		await add({ status: 502, chance: 0 });
		const seen = [await outcome('1'), await outcome('1'), await outcome('1'), await outcome('1')];
		expect(seen).toEqual([500, 503, 503, 200]);
		const { body } = await control(emulator, 'GET', '/faults');
		expect(body.faults).toEqual([{ status: 502, chance: 0, hits: 0 }]);
	});

	test.each([
		{ status: 503, chance: 1.1 },
		{ status: 503, chance: -0.1 },
		{ status: 503, delayMs: 0 },
		{ status: 503, delayMs: 1.5 },
		{ chance: 0.5 },
	])('%j is refused', async (fault) => {
		expect((await control(emulator, 'POST', '/faults', fault)).status).toBe(400);
	});
});

describe('slow answers', () => {
	test('a delay alone: the call works, but after it', async () => {
		await add({ delayMs: 5000 });
		const sending = outcome('1');
		await heldBack(5000);
		expect(entries(emulator)).toEqual([]);
		clock.advance(5000);
		expect(await sending).toBe(200);
		expect(entries(emulator)).toHaveLength(1);
	});

	test('afterwards: it has worked by then', async () => {
		await add({ delayMs: 5000, afterwards: true });
		const sending = outcome('1');
		await heldBack(5000);
		expect(entries(emulator)).toHaveLength(1);
		expect(await outcome('1')).toBe(200);
		clock.advance(5000);
		expect(await sending).toBe(200);
		expect(entries(emulator)).toHaveLength(1);
		expect(emulator.platform.sends.counts()).toMatchObject({ accepted: 1, repeated: 1 });
	});

	test.each([503, 'drop'])('a status comes late as well (%s)', async (status) => {
		await add({ status, delayMs: 5000 });
		const sending = outcome('1');
		await heldBack(5000);
		clock.advance(5000);
		expect(await sending).toBe(status);
		expect(entries(emulator)).toEqual([]);
	});

	test('a call that is refused anyhow is refused late', async () => {
		await add({ delayMs: 5000 });
		const sending = request(`${emulator.url}${SEND_PATH}1`, { method: 'POST' });
		await heldBack(5000);
		clock.advance(5000);
		expect((await sending).status).toBe(401);
	});

	test.each([true, false])(
		'a client that hangs up has sent all the same (afterwards: %s)',
		async (afterwards) => {
			await add({ delayMs: 5000, afterwards });
			const { access_token: token } = emulator.tokens.issue([MESSAGING_SCOPE]);
			const hangUp = new AbortController();
			const sending = fetch(`${emulator.url}${SEND_PATH}1`, {
				method: 'POST',
				headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
				body: JSON.stringify({ contentMessage: { text: 'Hello' } }),
				signal: hangUp.signal,
			});
			await heldBack(5000);
			hangUp.abort();
			await expect(sending).rejects.toThrow();
			// The second call arrives after the end of the first connection.
			expect(await outcome('2')).toBe(200);
			clock.advance(5000);
			await until(() => entries(emulator).length === 2);
			await until(() => emulator.calls.answers().agentMessages?.gone === 1);
			expect(emulator.calls.answers()).toEqual({ agentMessages: { 200: 1, gone: 1 } });
		},
	);
});

test('every answer of the API takes at least the latency', async () => {
	await set({ latencyMs: 80 });
	const brands = call(emulator, 'GET', '/v1/brands');
	await heldBack(80);
	expect((await control(emulator, 'GET', '/state')).status).toBe(200);
	clock.advance(80);
	expect((await brands).status).toBe(200);

	// What a call has waited already counts.
	await add({ status: 503, delayMs: 50 });
	const late = outcome('1');
	await heldBack(50);
	clock.advance(50);
	await heldBack(30);
	clock.advance(30);
	expect(await late).toBe(503);
	expect((await control(emulator, 'PATCH', '/settings', { latencyMs: -1 })).status).toBe(400);
});

describe('the limit of messages a second', () => {
	test('answers 429 above it, in any second', async () => {
		await set({ messagesPerSecond: 3 });
		clock.advance(999);
		expect(await outcome('1')).toBe(200);
		clock.advance(500);
		expect([await outcome('1'), await outcome('2')]).toEqual([200, 200]);
		const refused = await send(emulator, '3');
		expect(refused.status).toBe(429);
		expect(refused.headers.get('retry-after')).toBe('1');
		expect(refused.body.error).toMatchObject({ status: 'RESOURCE_EXHAUSTED' });
		expect((await call(emulator, 'GET', '/v1/brands')).status).toBe(200);

		clock.advance(500);
		expect([await outcome('3'), await outcome('4')]).toEqual([200, 429]);
		clock.advance(500);
		expect([await outcome('4'), await outcome('5'), await outcome('6')]).toEqual([200, 200, 429]);
		expect(emulator.calls.answers()).toMatchObject({ agentMessages: { 200: 6, 429: 3 } });
	});

	test('is gone with 0, and with a reset', async () => {
		await set({ messagesPerSecond: 1 });
		expect([await outcome('1'), await outcome('2')]).toEqual([200, 429]);
		await set({ messagesPerSecond: 0 });
		expect([await outcome('3'), await outcome('4')]).toEqual([200, 200]);
		await set({ messagesPerSecond: 1 });
		await control(emulator, 'POST', '/reset');
		expect([await outcome('5'), await outcome('6')]).toEqual([200, 200]);
		for (const messagesPerSecond of [-1, 0.5, 'many']) {
			const { status } = await control(emulator, 'PATCH', '/settings', { messagesPerSecond });
			expect(status).toBe(400);
		}
	});
});

describe('what was counted', () => {
	const get = async (path: string) => (await control(emulator, 'GET', path)).body;

	test('messages taken, by second, and repeated', async () => {
		await send(emulator, '1');
		await send(emulator, '1');
		clock.advance(1000);
		await send(emulator, '2');
		await send(emulator, '3');
		await send(emulator, '4', { to: DEV });
		expect(await get('/sends')).toEqual({
			accepted: 3,
			repeated: 1,
			acceptedPerSecond: { '2026-11-20T09:00:00.000Z': 1, '2026-11-20T09:00:01.000Z': 2 },
		});
		expect(await get('/answers')).toEqual({ agentMessages: { 200: 4, 404: 1 } });
		await control(emulator, 'DELETE', '/calls');
		expect(await get('/sends')).toEqual({ accepted: 0, repeated: 0, acceptedPerSecond: {} });
		expect(await get('/answers')).toEqual({});
	});

	test('the last hour of sends and no more', () => {
		for (let second = 0; second < 3700; second++) {
			emulator.platform.sends.countAccepted();
			clock.advance(1000);
		}
		const { accepted, acceptedPerSecond } = emulator.platform.sends.counts();
		expect(accepted).toBe(3700);
		expect(Object.keys(acceptedPerSecond)).toHaveLength(3600);
		expect(Object.keys(acceptedPerSecond)[0]).toBe('2026-11-20T09:01:40.000Z');
	});

	test('the messages each phone shows', async () => {
		await send(emulator, '1');
		await send(emulator, '2', { agentId: PARCELS });
		await control(emulator, 'PATCH', `/phones/${CAROL}`, { online: false });
		await send(emulator, '3', { to: CAROL });
		expect(await get('/shown')).toEqual({ [ANNA]: ['1', '2'] });
		expect(await get(`/shown?agentId=${PARCELS}`)).toEqual({ [ANNA]: ['2'] });
		await control(emulator, 'POST', `/phones/${ANNA}/conversations/${SUPPORT}/read`);
		await control(emulator, 'PATCH', `/phones/${CAROL}`, { online: true });
		expect(await get('/shown')).toEqual({ [ANNA]: ['1', '2'], [CAROL]: ['3'] });
	});
});

describe('numbers that no phone here has, all online', () => {
	const EVEN = '+4915700000002';
	const ODD = '+4915700000001';

	test('show what they get and say so; the page knows nothing of them', async () => {
		const webhook = await attachReceiver(emulator);
		await set({ unknownNumbers: 'evenOnline' });
		const before = emulator.view();
		expect([await outcome('1', EVEN), await outcome('2', ODD)]).toEqual([200, 404]);
		await until(() => webhook.posts.length === 1);
		expect(webhook.types()).toEqual(['DELIVERED']);
		expect(emulator.view().phones).toEqual(before.phones);
		expect(emulator.platform.shown()).toEqual(new Map([[EVEN, ['1']]]));
	});

	test('may come online later; what waits goes on waiting', async () => {
		await set({ unknownNumbers: 'evenReachable' });
		await outcome('1', EVEN);
		await set({ unknownNumbers: 'evenOnline' });
		await outcome('2', EVEN);
		expect(emulator.platform.shown()).toEqual(new Map([[EVEN, ['2']]]));
	});
});

test('a large state does not keep the emulator busy with telling it', async () => {
	let snapshots = 0;
	const written: string[] = [];
	const stream = new EventStream(clock, () => {
		clock.advance(10);
		return String(++snapshots);
	});
	stream.open({ write: (text: string) => written.push(text), end() {} });
	const change = async () => {
		stream.changed();
		await Promise.resolve();
	};
	await change();
	expect(snapshots).toBe(2);
	for (let changes = 0; changes < 100; changes++) await change();
	expect(snapshots).toBe(2);
	clock.advance(90);
	expect(snapshots).toBe(3);
	expect(written.at(-1)).toBe('data: 3\n\n');
	stream.stop();
});
