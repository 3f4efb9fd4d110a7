import { AGENT_ID, expectInSchema, testOperations } from '../harness/operation';
import { AGENT } from '../harness/setup';

const { run, calls, control } = testOperations('agent');

const OTHER = 'acme_parcels_agent';
const BRAND = expect.stringMatching(/^[\w-]+$/) as string;

const byId = (value: string) => ({ agentId: { __rl: true, mode: 'id', value } });

it('lists the agents of all brands, flat', async () => {
	const { outputs, error } = await run('getAll', {}, [{}]);
	expect(error).toBeUndefined();
	expect(outputs[0]).toMatchObject([
		{
			json: {
				agentId: AGENT,
				displayName: 'Acme Support',
				brandId: BRAND,
				brandDisplayName: 'Acme',
				name: expect.stringMatching(/^brands\/.+\/agents\/acme_support_agent$/),
				agentUseCase: 'TRANSACTIONAL',
				description: expect.any(String),
			},
			pairedItem: { item: 0 },
		},
		{ json: { agentId: OTHER, displayName: 'Acme Parcels' } },
	]);
	expectInSchema('agent', 'getAll', outputs[0]![0]!.json);
});

it('lists as many as are wanted', async () => {
	const { outputs } = await run('getAll', { limit: 1 }, [{}]);
	expect(outputs[0]!.map(({ json }) => json.agentId)).toEqual([AGENT]);
});

it('finds agents by ID, and lists once for all items', async () => {
	const { outputs, error } = await run('get', byId('={{ $json.agent }}'), [
		{ agent: OTHER },
		{ agent: `${AGENT}@rbm.goog` },
	]);
	expect(error).toBeUndefined();
	expect(outputs[0]).toMatchObject([
		{ json: { agentId: OTHER, brandDisplayName: 'Acme' }, pairedItem: { item: 0 } },
		{ json: { agentId: AGENT }, pairedItem: { item: 1 } },
	]);
	expectInSchema('agent', 'get', outputs[0]![0]!.json);
	expect(await calls()).toMatchObject({ brands: 1, agents: 1 });
});

it.each([
	['unknown', 'of_somebody_else', /^Agent: this key sees no agent "of_somebody_else"/],
	['malformed', 'a b', /^Agent: "a b" is not an agent ID/],
])('says that an ID is %s', async (_name, agent, message) => {
	expect((await run('get', byId(agent), [{}])).error?.message).toMatch(message);
	const { outputs } = await run('get', byId('={{ $json.agent }}'), [{ agent }, { agent: AGENT }], {
		onError: 'continueErrorOutput',
	});
	expect(outputs[0]).toMatchObject([{ json: { agentId: AGENT } }]);
	expect(outputs[1]).toMatchObject([{ json: { agent, error: expect.stringMatching(message) } }]);
});

it.each(['get', 'getAll'])('explains when the API is not enabled: %s', async (operation) => {
	await control('PATCH', '/settings', { managementApiEnabled: false });
	const parameters = { agentId: AGENT_ID };
	const { error } = await run(operation, parameters, [{}]);
	expect(error).toMatchObject({ httpCode: '403' });
	expect(error?.description).toContain('Business Communications API is not enabled');

	const { outputs } = await run(operation, parameters, [{ row: 1 }, { row: 2 }], {
		onError: 'continueErrorOutput',
	});
	expect(outputs[0]).toEqual([]);
	expect(outputs[1]).toMatchObject([{ json: { row: 1 } }, { json: { row: 2 } }]);
});

it('tries again what the platform could not answer', async () => {
	await control('POST', '/faults', { status: 503, times: 2, retryAfterSeconds: 0 });
	expect((await run('getAll', {}, [{}])).outputs[0]).toHaveLength(2);
});
