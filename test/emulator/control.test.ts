import type { Emulator } from '../../emulator/emulator';
import type { EmulatorView } from '../../emulator/view';
import {
	ANNA,
	call,
	CAROL,
	closeLater,
	control,
	entries,
	request,
	send,
	startEmulator,
	SUPPORT,
	until,
} from './support/emulator';
import { fakeClock } from './support/fakeClock';
import { attachReceiver } from './support/webhook';

let emulator: Emulator;

beforeEach(async () => {
	emulator = await startEmulator();
});

test('the seed: two agents, four phones, an empty conversation for every pair', async () => {
	const { status, body } = await control(emulator, 'GET', '/state');
	const view = body as unknown as EmulatorView;
	expect(status).toBe(200);
	expect(view.agents.map(({ agentId }) => agentId)).toEqual([
		'acme_support_agent',
		'acme_parcels_agent',
	]);
	expect(view.phones.map(({ displayName, rcs, online }) => [displayName, rcs, online])).toEqual([
		['Anna', true, true],
		['Bruno', true, true],
		['Carol', true, true],
		['Dev', false, true],
	]);
	expect(view.conversations).toHaveLength(8);
	expect(view.conversations.every((each) => each.entries.length === 0)).toBe(true);
	expect(Date.parse(view.now)).not.toBeNaN();
});

describe('phones', () => {
	test('can be added, and then be reached', async () => {
		const phoneNumber = '+34600000001';
		const { status, body } = await control(emulator, 'POST', '/phones', { phoneNumber });
		expect(status).toBe(200);
		expect(body).toMatchObject({ phoneNumber, displayName: phoneNumber, online: true, rcs: true });
		expect((await send(emulator, '1', { to: phoneNumber })).status).toBe(200);
		expect(emulator.view().conversations).toHaveLength(10);
	});

	test.each([
		[{ phoneNumber: ANNA }, 409, 'ALREADY_EXISTS'],
		[{ phoneNumber: '0151' }, 400, 'INVALID_ARGUMENT'],
		[{ phoneNumber: '+34600000001', displayName: ' ' }, 400, 'INVALID_ARGUMENT'],
		[{ number: '+34600000001' }, 400, 'INVALID_ARGUMENT'],
	])('are refused: %j', async (body, code, status) => {
		const answer = await control(emulator, 'POST', '/phones', body);
		expect(answer.body.error).toMatchObject({ code, status });
	});

	test('change by parts', async () => {
		const change = { displayName: 'Anne', readReceipts: false, features: ['ACTION_DIAL'] };
		const { body } = await control(emulator, 'PATCH', `/phones/${ANNA}`, change);
		expect(body).toEqual({ phoneNumber: ANNA, online: true, rcs: true, ...change });
		expect(emulator.view().phones[0]).toEqual(body);
		expect((await control(emulator, 'PATCH', '/phones/+4917000000000', {})).status).toBe(404);
		for (const bad of [{ online: 'no' }, { nextExpiry: 'x' }, { colour: 1 }]) {
			expect((await control(emulator, 'PATCH', `/phones/${ANNA}`, bad)).status).toBe(400);
		}
	});
});

test('a reset brings the seed back, and forgets IDs, switches, faults and posts', async () => {
	const webhook = await attachReceiver(emulator);
	webhook.react = () => 500;
	await send(emulator, '1');
	await until(() => emulator.view().agents[0]!.webhook?.lastProblem === 'HTTP 500');
	expect(emulator.view().agents[0]!.webhook).toMatchObject({ pending: 1 });
	await control(emulator, 'POST', '/phones', { phoneNumber: '+34600000001' });
	await control(emulator, 'PATCH', `/phones/${ANNA}`, { online: false });
	await control(emulator, 'PATCH', `/agents/${SUPPORT}`, { launched: false });
	await control(emulator, 'PATCH', '/settings', { managementApiEnabled: false });
	await control(emulator, 'POST', '/faults', { status: 503 });

	expect((await control(emulator, 'POST', '/reset')).status).toBe(200);
	const fresh = (await startEmulator()).view();
	const { agents, phones, conversations } = emulator.view();
	expect(phones).toEqual(fresh.phones);
	expect(conversations).toEqual(fresh.conversations);
	expect(agents[0]).toEqual({
		...fresh.agents[0],
		webhook: { url: webhook.url, pending: 0 },
	});
	expect((await call(emulator, 'GET', '/v1/brands')).status).toBe(200);
	expect((await send(emulator, '1')).status).toBe(200);
	expect(entries(emulator)).toHaveLength(1);
});

describe('faults', () => {
	const add = async (fault: object) =>
		expect((await control(emulator, 'POST', '/faults', fault)).status).toBe(200);
	const brands = async () => (await call(emulator, 'GET', '/v1/brands')).status;

	test('answer the next calls, and then no more', async () => {
		await add({ status: 429, times: 2, retryAfterSeconds: 7 });
		const answer = await send(emulator, '1');
		expect(answer.status).toBe(429);
		expect(answer.headers.get('retry-after')).toBe('7');
		expect(answer.body.error).toMatchObject({ code: 429, status: 'RESOURCE_EXHAUSTED' });
		expect(await brands()).toBe(429);
		expect(await brands()).toBe(200);
		expect(entries(emulator)).toEqual([]);
	});

	test.each([
		[500, 'INTERNAL'],
		[503, 'UNAVAILABLE'],
		[504, 'DEADLINE_EXCEEDED'],
		[401, 'UNAUTHENTICATED'],
	])('%i is %s', async (code, status) => {
		await add({ status: code });
		expect((await send(emulator, '1')).body.error).toMatchObject({ code, status });
	});

	test('502 is HTML', async () => {
		await add({ status: 502 });
		const { status, headers, text } = await send(emulator, '1');
		expect(status).toBe(502);
		expect(headers.get('content-type')).toContain('text/html');
		expect(text).toMatch(/^<!DOCTYPE html>/);
	});

	test('can be narrowed down by method and path', async () => {
		await add({ status: 503, method: 'POST', pathContains: 'agentMessages' });
		expect(await brands()).toBe(200);
		expect((await send(emulator, '1')).status).toBe(503);
		await add({ status: 500, pathContains: '/token' });
		expect(await brands()).toBe(200);
		const token = await request(`${emulator.url}/token`, { method: 'POST' });
		expect(token.status).toBe(500);
	});

	test('drop the connection', async () => {
		await add({ status: 'drop' });
		await expect(send(emulator, '1')).rejects.toThrow('fetch failed');
		expect(entries(emulator)).toEqual([]);
		expect((await send(emulator, '1')).status).toBe(200);
	});

	test.each(['drop', 503])(
		'afterwards: the call counts, its answer is lost (%s)',
		async (status) => {
			await add({ status, afterwards: true });
			const lost = await send(emulator, '1').then(
				(answer) => answer.status,
				() => 'drop',
			);
			expect(lost).toBe(status);
			expect(entries(emulator)).toHaveLength(1);
			const again = await send(emulator, '1');
			expect(again.status).toBe(200);
			expect(entries(emulator)).toHaveLength(1);
		},
	);

	test('leave control and page alone, and can be taken back', async () => {
		await add({ status: 503, times: 99 });
		expect((await control(emulator, 'GET', '/state')).status).toBe(200);
		expect((await request(`${emulator.url}/`)).status).toBe(200);
		expect((await control(emulator, 'DELETE', '/faults')).status).toBe(200);
		expect(await brands()).toBe(200);
	});

	test.each([{ status: 200 }, { status: 'slow' }, { status: 503, times: 0 }, {}])(
		'%j is refused',
		async (fault) => {
			expect((await control(emulator, 'POST', '/faults', fault)).status).toBe(400);
		},
	);
});

describe('the event stream', () => {
	/** Opens the stream and collects what comes. */
	async function listen(target: Emulator) {
		const abort = new AbortController();
		const response = await fetch(`${target.url}/emulator/events`, { signal: abort.signal });
		const heard = { text: '', ended: false, type: response.headers.get('content-type') };
		const reading = (async () => {
			const decoder = new TextDecoder();
			for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
				heard.text += decoder.decode(chunk, { stream: true });
			}
		})();
		void reading.catch(() => {}).finally(() => (heard.ended = true));
		closeLater({
			async close() {
				abort.abort();
			},
		});
		const views = () =>
			[...heard.text.matchAll(/^data: (.*)$/gm)].map(
				([, json]) => JSON.parse(json!) as EmulatorView,
			);
		return { heard, views, stop: () => abort.abort() };
	}

	test('gives the state at once and after each change', async () => {
		const { heard, views } = await listen(emulator);
		expect(heard.type).toContain('text/event-stream');
		await until(() => views().length === 1);
		expect({ ...views()[0], now: '' }).toEqual({ ...emulator.view(), now: '' });
		await send(emulator, '1', { to: CAROL });
		await until(() => views().length === 2);
		const carol = views()[1]!.conversations.find(({ phoneNumber }) => phoneNumber === CAROL);
		expect(carol?.entries).toMatchObject([{ messageId: '1', status: 'delivered' }]);
	});

	test('puts the changes of one tick together', async () => {
		const { views } = await listen(emulator);
		await until(() => views().length === 1);
		for (let change = 0; change < 10; change++) emulator.platform.changed();
		await until(() => views().length === 2);
		await control(emulator, 'POST', '/reset');
		await until(() => views().length === 3);
	});

	test('says every 15 s that it is alive, and nothing once nobody listens', async () => {
		const clock = fakeClock();
		const slow = await startEmulator({ clock });
		const { heard, stop } = await listen(slow);
		await until(() => heard.text.includes('data: '));
		for (const beats of [1, 2]) {
			clock.advance(15_000);
			await until(() => heard.text.split(': still here\n\n').length - 1 === beats);
		}
		stop();
		await until(() => clock.waits().length === 0, 'the heartbeat to stop');
	});

	test('ends when the emulator closes', async () => {
		const { heard } = await listen(emulator);
		await emulator.close();
		await until(() => heard.ended);
	});
});

describe('web pages of other origins', () => {
	test.each(['https://evil.example', 'null', 'http://127.0.0.1:1'])(
		'%s is refused',
		async (origin) => {
			for (const [method, path] of [
				['POST', '/emulator/reset'],
				['GET', '/emulator/service-account.json'],
			]) {
				const answer = await request(emulator.url + path, { method, headers: { origin } });
				expect(answer.status).toBe(403);
				expect(answer.body.error?.status).toBe('PERMISSION_DENIED');
			}
		},
	);

	test("the emulator's own page is welcome", async () => {
		const headers = { origin: emulator.url };
		const answer = await request(`${emulator.url}/emulator/reset`, { method: 'POST', headers });
		expect(answer.status).toBe(200);
	});
});

test('closing stops timers, posts and the server', async () => {
	const clock = fakeClock();
	const doomed = await startEmulator({ clock });
	const webhook = await attachReceiver(doomed);
	await control(doomed, 'PATCH', `/phones/${ANNA}`, { online: false });
	await send(doomed, '1');
	webhook.react = () => 'hang';
	await send(doomed, '2', { to: CAROL });
	await until(() => webhook.hanging() === 1);
	expect(clock.waits().length).toBeGreaterThan(0);
	await doomed.close();
	expect(clock.waits()).toEqual([]);
	await until(() => webhook.hanging() === 0);
	await expect(fetch(doomed.url)).rejects.toThrow();
});
