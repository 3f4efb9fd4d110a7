/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reason: tests, never inside n8n */
import { request as httpRequest } from 'node:http';

import type { Emulator } from '../../emulator/emulator';
import { DEFAULT_SEED } from '../../emulator/seed';
import { MESSAGING_SCOPE } from '../../rbm/endpoints';
import {
	ANNA,
	BRUNO,
	call,
	CAROL,
	control,
	DEV,
	request,
	send,
	startEmulator,
	SUPPORT,
} from './support/emulator';
import { fakeClock, type FakeClock } from './support/fakeClock';

let clock: FakeClock;
let emulator: Emulator;

beforeEach(async () => {
	clock = fakeClock();
	emulator = await startEmulator({ clock });
});

async function check(users: unknown, prefix = '/europe', more: object = { agentId: SUPPORT }) {
	return await call(emulator, 'POST', `${prefix}/v1/users:batchGet`, { users, ...more });
}

/** German numbers that nobody here has, half of them even. */
const germans = (count: number) =>
	Array.from({ length: count }, (_, index) => `+4930${String(index).padStart(7, '0')}`);

const none = { totalRandomSampleUserCount: 0, reachableRandomSampleUserCount: 0 };

describe('a bulk check', () => {
	test('names who is reachable, in the order asked', async () => {
		const answer = await check([BRUNO, '+4917099999999', ANNA]);
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({ reachableUsers: [BRUNO, ANNA], ...none });
		expect((await check(['+4917099999999'])).body).toEqual(none);
		expect((await check([DEV], '/asia')).body).toEqual(none);
	});

	test('has US numbers by carrier as well', async () => {
		const { body } = await check([CAROL, '+5511999999999'], '/us');
		expect(body).toEqual({
			reachableUsers: [CAROL],
			reachableUsersMap: { 'Emulator Mobile': { reachableUsers: [CAROL] } },
			...none,
		});
	});

	test('takes the agent in the query too', async () => {
		const path = `/europe/v1/users:batchGet?agentId=${SUPPORT}`;
		expect((await call(emulator, 'POST', path, { users: [ANNA] })).status).toBe(200);
	});

	test.each<[string, () => ReturnType<typeof check>, number]>([
		['no region', async () => await check([ANNA], ''), 400],
		['the wrong region', async () => await check([ANNA], '/us'), 400],
		['mixed regions', async () => await check([ANNA, CAROL]), 400],
		['a number twice', async () => await check([ANNA, ANNA]), 400],
		['a malformed number', async () => await check(['0151']), 400],
		['no numbers', async () => await check([]), 400],
		['no list', async () => await check(undefined), 400],
		['10,001 numbers', async () => await check(germans(10_001)), 400],
		['no agent', async () => await check([ANNA], '/europe', {}), 403],
		['an unknown agent', async () => await check([ANNA], '/europe', { agentId: 'x' }), 403],
		['an unknown field', async () => await check([ANNA], '/europe', { x: 1 }), 400],
	])('with %s is refused', async (_, act, status) => {
		expect((await act()).status).toBe(status);
	});

	test('leaves out whom this agent does not reach, but counts them as potential', async () => {
		const numbers = germans(499);
		for (const [name, value] of [
			['launched', { launched: false, testers: [BRUNO] }],
			['again', { launched: true, testers: [] }],
		] as const) {
			await control(emulator, 'PATCH', `/agents/${SUPPORT}`, value);
			const { body } = await check([ANNA, BRUNO]);
			expect([name, body.reachableUsers]).toEqual([
				name,
				name === 'launched' ? [BRUNO] : [ANNA, BRUNO],
			]);
		}
		await control(emulator, 'PATCH', `/phones/${ANNA}`, { carrierLaunched: false });
		await control(emulator, 'PATCH', `/phones/${BRUNO}`, { rcs: false });
		await control(emulator, 'PATCH', '/settings', { unknownNumbers: 'evenReachable' });
		const { body } = await check([ANNA, ...numbers]);
		expect(body.reachableUsers).toHaveLength(250);
		expect(body.reachableUsers).not.toContain(ANNA);
		expect(body.totalRandomSampleUserCount).toBe(375);
	});

	test('samples three quarters from 500 numbers on, and no number below', async () => {
		const seed = { ...DEFAULT_SEED, phones: germans(500).map((phoneNumber) => ({ phoneNumber })) };
		const full = await startEmulator({ seed });
		const ask = async (count: number) =>
			await call(full, 'POST', '/europe/v1/users:batchGet', {
				users: germans(count),
				agentId: SUPPORT,
			});
		expect((await ask(499)).body).toMatchObject(none);
		const counters = { totalRandomSampleUserCount: 375, reachableRandomSampleUserCount: 375 };
		expect((await ask(500)).body).toMatchObject(counters);
		await control(full, 'PATCH', `/agents/${SUPPORT}`, { launched: false });
		expect((await ask(500)).body).toEqual(counters);
	});

	test('takes 10,000 numbers, with a sample that is drawn', async () => {
		await control(emulator, 'PATCH', '/settings', { unknownNumbers: 'evenReachable' });
		const { body } = await check(germans(10_000));
		expect(body.reachableUsers).toHaveLength(5000);
		expect(body.totalRandomSampleUserCount).toBe(7500);
		// Of 7,500 drawn half are even; this many off is a chance of less than one in a billion.
		expect(Math.abs(Number(body.reachableRandomSampleUserCount) - 3750)).toBeLessThan(250);
	});

	test('is 429 after 600 in a minute', async () => {
		for (let calls = 0; calls < 600; calls++) emulator.platform.batchCalls.take();
		const refused = await check([ANNA]);
		expect(refused.status).toBe(429);
		expect(refused.body.error?.status).toBe('RESOURCE_EXHAUSTED');
		clock.advance(59_999);
		expect((await check([ANNA])).status).toBe(429);
		clock.advance(1);
		expect((await check([ANNA])).status).toBe(200);
	});
});

describe('the region', () => {
	const body = { users: [ANNA], agentId: SUPPORT };

	async function withHeaders(headers: Record<string, string>): Promise<number> {
		const { access_token: token } = emulator.tokens.issue([MESSAGING_SCOPE]);
		return await new Promise((resolve, reject) => {
			// Unlike fetch, this sends whatever host it is told.
			const sent = httpRequest(`${emulator.url}/v1/users:batchGet`, {
				method: 'POST',
				headers: {
					authorization: `Bearer ${token}`,
					'content-type': 'application/json',
					...headers,
				},
			});
			sent.on('response', (response) => resolve(response.resume().statusCode ?? 0));
			sent.on('error', reject).end(JSON.stringify(body));
		});
	}

	test('is told by host or header as well', async () => {
		const host = 'rcsbusinessmessaging.googleapis.com';
		expect(await withHeaders({ host: `europe-${host}` })).toBe(200);
		expect(await withHeaders({ host: `us-${host}` })).toBe(400);
		expect(await withHeaders({ host })).toBe(400);
		expect(await withHeaders({ 'x-emulated-region': 'europe' })).toBe(200);
		expect(await withHeaders({ 'x-emulated-region': 'mars' })).toBe(400);
	});

	test('before the path is an alias for messaging, and for nothing else', async () => {
		const path = `/v1/phones/${ANNA}/capabilities?agentId=${SUPPORT}`;
		for (const region of ['us', 'europe', 'asia']) {
			expect((await call(emulator, 'GET', `/${region}${path}`)).status).toBe(200);
		}
		const upload = `/us/upload/v1/files?agentId=${SUPPORT}`;
		expect((await request(emulator.url + upload, { method: 'POST' })).status).toBe(401);
		for (const other of ['/mars/v1/phones/x', '/us/v1/brands', '/us/emulator/state', '/us/']) {
			expect((await call(emulator, 'GET', other)).status).toBe(404);
		}
	});

	test('does not keep faults from hitting', async () => {
		await control(emulator, 'POST', '/faults', { status: 503, pathContains: 'users:batchGet' });
		expect((await check([ANNA])).status).toBe(503);
		expect((await check([ANNA])).status).toBe(200);
	});
});

describe('calls are counted by endpoint', () => {
	const calls = async () => (await control(emulator, 'GET', '/calls')).body;

	test('whatever became of them', async () => {
		expect(await calls()).toEqual({});
		await control(emulator, 'POST', '/faults', { status: 503, pathContains: 'agentMessages' });
		await send(emulator, '1');
		await send(emulator, '1');
		await check([ANNA]);
		await check([ANNA], '');
		await call(emulator, 'DELETE', `/v1/phones/${ANNA}/agentMessages/1?agentId=${SUPPORT}`);
		await call(emulator, 'GET', `/asia/v1/phones/${ANNA}/capabilities?agentId=${SUPPORT}`);
		await call(emulator, 'GET', '/v1/brands/x/agents/y');
		await request(`${emulator.url}/token`, { method: 'POST' });
		await call(emulator, 'GET', '/v1/nope');
		expect(await calls()).toEqual({
			agentMessages: 2,
			'users:batchGet': 2,
			'agentMessages.delete': 1,
			capabilities: 1,
			agents: 1,
			token: 1,
		});
		expect((await control(emulator, 'DELETE', '/calls')).status).toBe(200);
		expect(await calls()).toEqual({});
	});

	test('until a reset', async () => {
		await send(emulator, '1');
		await control(emulator, 'POST', '/reset');
		expect(await calls()).toEqual({});
	});
});
