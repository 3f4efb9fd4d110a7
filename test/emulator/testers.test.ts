import type { Emulator } from '../../emulator/emulator';
import {
	ANNA,
	BRUNO,
	call,
	control,
	DEV,
	PARCELS,
	send,
	startEmulator,
	SUPPORT,
} from './support/emulator';
import { fakeClock, type FakeClock } from './support/fakeClock';

const DAY_MS = 86_400_000;

let clock: FakeClock;
let emulator: Emulator;

beforeEach(async () => {
	clock = fakeClock();
	emulator = await startEmulator({ clock });
	await control(emulator, 'PATCH', `/agents/${SUPPORT}`, { launched: false });
});

const invite = async (phoneNumber: string, agentId = SUPPORT) =>
	await call(emulator, 'POST', '/v1/testers', { agentId, phoneNumber });
const get = async (phoneNumber: string, agentId = SUPPORT) =>
	await call(emulator, 'GET', `/v1/testers/${phoneNumber}?agentId=${agentId}`);
const list = async () => (await call(emulator, 'GET', `/v1/testers?agentId=${SUPPORT}`)).body;
const answer = async (inviteStatus: string, phoneNumber = ANNA) =>
	await control(emulator, 'PATCH', `/phones/${phoneNumber}/testers/${SUPPORT}`, { inviteStatus });

const tester = (phoneNumber: string, inviteStatus: string) => ({
	name: `testers/${phoneNumber}`,
	agentId: SUPPORT,
	phoneNumber,
	inviteStatus,
});

test('an invitation is pending until the person answers, and only then messages pass', async () => {
	const { status, body } = await invite(ANNA);
	expect(status).toBe(200);
	expect(body).toEqual(tester(ANNA, 'PENDING'));
	expect((await send(emulator, '1')).status).toBe(403);
	expect(emulator.view().invitations).toEqual([{ phoneNumber: ANNA, agentId: SUPPORT }]);

	expect((await answer('ACCEPTED')).status).toBe(200);
	expect((await get(ANNA)).body).toEqual(tester(ANNA, 'ACCEPTED'));
	expect(emulator.view()).not.toHaveProperty('invitations');
	expect((await send(emulator, '1')).status).toBe(200);

	await answer('DECLINED');
	expect((await get(encodeURIComponent(ANNA))).body).toEqual(tester(ANNA, 'DECLINED'));
	expect((await send(emulator, '2')).status).toBe(403);
});

test('inviting again asks who declined again, and leaves who accepted in peace', async () => {
	await invite(ANNA);
	await answer('DECLINED');
	expect((await invite(ANNA)).body).toMatchObject({ inviteStatus: 'PENDING' });
	await answer('ACCEPTED');
	expect((await invite(ANNA)).body).toMatchObject({ inviteStatus: 'ACCEPTED' });
});

test('testers are listed for their agent, and can be removed', async () => {
	expect(await list()).toEqual({});
	await invite(ANNA);
	await invite(BRUNO);
	await invite(BRUNO, PARCELS);
	expect(await list()).toEqual({ testers: [tester(ANNA, 'PENDING'), tester(BRUNO, 'PENDING')] });
	await answer('ACCEPTED');
	const remove = async () =>
		await call(emulator, 'DELETE', `/v1/testers/${ANNA}?agentId=${SUPPORT}`);
	const removed = await remove();
	expect({ status: removed.status, body: removed.body }).toEqual({ status: 200, body: {} });
	expect((await remove()).status).toBe(404);
	expect((await get(ANNA)).status).toBe(404);
	expect(await list()).toEqual({ testers: [tester(BRUNO, 'PENDING')] });
	expect((await send(emulator, '1')).status).toBe(403);
});

test('the control API sets testers that have accepted', async () => {
	await invite(ANNA);
	await control(emulator, 'PATCH', `/agents/${SUPPORT}`, { testers: [BRUNO] });
	expect(await list()).toEqual({ testers: [tester(BRUNO, 'ACCEPTED')] });
});

describe('the limits', () => {
	const number = (index: number) => `+4930${String(index).padStart(7, '0')}`;
	async function inviteMany(first: number, count: number) {
		const statuses: number[] = [];
		for (let index = first; index < first + count; index++) {
			statuses.push((await invite(number(index))).status);
		}
		return statuses;
	}

	test('20 in a day, for each agent', async () => {
		expect(new Set(await inviteMany(0, 20))).toEqual(new Set([200]));
		const refused = await invite(ANNA);
		expect(refused.status).toBe(429);
		expect(refused.body.error?.status).toBe('RESOURCE_EXHAUSTED');
		expect((await invite(ANNA, PARCELS)).status).toBe(200);
		clock.advance(DAY_MS);
		expect((await invite(ANNA)).status).toBe(200);
	});

	test('200 in total, whether or not they are still testers', async () => {
		for (let day = 0; day < 10; day++) {
			await inviteMany(day * 20, 20);
			clock.advance(DAY_MS);
		}
		await call(emulator, 'DELETE', `/v1/testers/${number(0)}?agentId=${SUPPORT}`);
		expect((await invite(ANNA)).status).toBe(429);
		expect((await list()).testers).toHaveLength(199);
	});
});

test('a phone without RCS never gets the invitation, an offline one cannot answer', async () => {
	expect((await invite(DEV)).status).toBe(200);
	expect((await answer('ACCEPTED', DEV)).status).toBe(400);
	await invite(ANNA);
	expect(emulator.view().invitations).toEqual([{ phoneNumber: ANNA, agentId: SUPPORT }]);
	await control(emulator, 'PATCH', `/phones/${ANNA}`, { online: false });
	expect((await answer('ACCEPTED')).status).toBe(400);
});

test.each<[string, string, object | undefined, number]>([
	['POST', '', { agentId: SUPPORT }, 400],
	['POST', '', { phoneNumber: ANNA }, 400],
	['POST', '', { agentId: SUPPORT, phoneNumber: '0151' }, 400],
	['POST', '', { agentId: SUPPORT, phoneNumber: ANNA, x: 1 }, 400],
	['POST', '', { agentId: 'nope', phoneNumber: ANNA }, 403],
	['GET', '', undefined, 400],
	['GET', '?agentId=nope', undefined, 403],
	['GET', `/${ANNA}`, undefined, 400],
	['GET', `/${ANNA}?agentId=${SUPPORT}`, undefined, 404],
])('%s testers%s %j is %i', async (method, path, body, status) => {
	expect((await call(emulator, method, `/v1/testers${path}`, body)).status).toBe(status);
});

test('answers need an invitation, a phone, an agent and a known status', async () => {
	expect((await answer('ACCEPTED')).status).toBe(404);
	await invite(ANNA);
	expect((await answer('PENDING')).status).toBe(400);
	expect((await answer('ACCEPTED', '+4917000000000')).status).toBe(404);
	const path = `/phones/${ANNA}/testers/nope`;
	expect((await control(emulator, 'PATCH', path, { inviteStatus: 'ACCEPTED' })).status).toBe(404);
});
