import { LIMITS } from '../../rbm/limits';
import { AGENT_ID, expectInSchema, testOperations } from '../harness/operation';
import { AGENT, ANNA, BRUNO, DEV } from '../harness/setup';

const { run, calls, control } = testOperations('tester');

const FIELDS = { agentId: AGENT_ID, phoneNumber: '={{ $json.phone }}' };
const CONTINUE = { onError: 'continueErrorOutput' } as const;

const tester = (phoneNumber: string, inviteStatus: string) => ({
	phoneNumber,
	agentId: AGENT,
	inviteStatus,
	name: `testers/${phoneNumber}`,
});

const invite = async (...phones: string[]) =>
	await run(
		'invite',
		FIELDS,
		phones.map((phone) => ({ phone })),
	);

it('invites, and sees the invitation accepted', async () => {
	const { outputs, error } = await invite('+49 151 12345678');
	expect(error).toBeUndefined();
	expect(outputs).toEqual([[{ json: tester(ANNA, 'PENDING'), pairedItem: { item: 0 } }]]);
	expectInSchema('tester', 'invite', outputs[0]![0]!.json);

	await control('PATCH', `/phones/${ANNA}/testers/${AGENT}`, { inviteStatus: 'ACCEPTED' });
	const { outputs: found } = await run('get', FIELDS, [{ phone: ANNA }]);
	expect(found).toEqual([[{ json: tester(ANNA, 'ACCEPTED'), pairedItem: { item: 0 } }]]);
	expectInSchema('tester', 'get', found[0]![0]!.json);
});

it('lists as many as are wanted, or none', async () => {
	const getAll = async (parameters: object) =>
		(await run('getAll', { agentId: AGENT_ID, ...parameters }, [{}])).outputs[0]!;
	expect(await getAll({})).toEqual([]);

	await invite(ANNA, BRUNO, DEV);
	const all = await getAll({ returnAll: true });
	expect(all.map(({ json }) => json)).toEqual(
		expect.arrayContaining([ANNA, BRUNO, DEV].map((phone) => tester(phone, 'PENDING'))),
	);
	expect(all).toHaveLength(3);
	expectInSchema('tester', 'getAll', all[0]!.json);
	expect(await getAll({ limit: 2 })).toHaveLength(2);
});

it('removes', async () => {
	await invite(ANNA);
	const { outputs } = await run('remove', FIELDS, [{ phone: ANNA }]);
	expect(outputs).toEqual([
		[{ json: { deleted: true, phoneNumber: ANNA, agentId: AGENT }, pairedItem: { item: 0 } }],
	]);
	expectInSchema('tester', 'remove', outputs[0]![0]!.json);
	expect((await run('getAll', { agentId: AGENT_ID }, [{}])).outputs).toEqual([[]]);
});

it.each(['get', 'remove'])('says that somebody is no tester: %s', async (operation) => {
	const { error } = await run(operation, FIELDS, [{ phone: BRUNO }]);
	expect(error?.message).toBe(`Phone Number: ${BRUNO} is not a tester of this agent`);
	expect(error?.description).toContain('Invite');

	await invite(ANNA);
	const { outputs } = await run(operation, FIELDS, [{ phone: BRUNO }, { phone: ANNA }], CONTINUE);
	expect(outputs[0]).toMatchObject([{ json: { phoneNumber: ANNA } }]);
	expect(outputs[1]).toMatchObject([{ json: { phone: BRUNO, error: expect.any(String) } }]);
});

it.each(['invite', 'get', 'remove'])('stops at a bad number: %s', async (operation) => {
	const { error } = await run(operation, FIELDS, [{ phone: ANNA }, { phone: '123' }]);
	expect(error?.message).toMatch(/^Phone Number: "123" has no country code/);
	expect(await calls()).toEqual({});
});

it('stops at a bad limit', async () => {
	const { error } = await run('getAll', { agentId: AGENT_ID, limit: '={{ 0 }}' }, [{}]);
	expect(error?.message).toMatch(/^Limit: /);
});

it('explains when there were too many invitations', async () => {
	await control('POST', '/faults', {
		status: 429,
		times: 4,
		retryAfterSeconds: 0,
		pathContains: '/v1/testers',
	});
	const { error } = await invite(ANNA);
	expect(error).toMatchObject({ httpCode: '429' });
	expect(error?.description).toContain(`${LIMITS.testerInvitesPerDay} invitations a day`);
});

it('explains when the API is not enabled', async () => {
	await control('PATCH', '/settings', { managementApiEnabled: false });
	const { outputs } = await run('get', FIELDS, [{ phone: ANNA, name: 'Anna' }], CONTINUE);
	expect(outputs[1]).toMatchObject([
		{ json: { name: 'Anna', details: expect.stringContaining('not enabled for this key') } },
	]);
});
