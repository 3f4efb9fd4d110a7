import type { Emulator } from '../../emulator/emulator';
import { DEFAULT_SEED, EMPTY_SEED } from '../../emulator/seed';
import { call, startEmulator } from './support/emulator';

const BRAND = DEFAULT_SEED.brands[0]!.brandId;

async function get(emulator: Emulator, path: string) {
	return await call(emulator, 'GET', `/v1/brands${path}`);
}

function seedOf(count: number) {
	const name = (index: number) => String(index).padStart(3, '0');
	return {
		...EMPTY_SEED,
		brands: Array.from({ length: count }, (_, index) => ({
			brandId: `brand-${name(index)}`,
			displayName: `Brand ${name(index)}`,
		})),
		agents: Array.from({ length: count }, (_, index) => ({
			agentId: `agent_${name(index)}`,
			brandId: 'brand-000',
			displayName: `Agent ${name(count - index)}`,
		})),
	};
}

test('brands and agents have their documented shapes', async () => {
	const emulator = await startEmulator();
	expect((await get(emulator, '')).body).toEqual({
		brands: [{ name: `brands/${BRAND}`, displayName: 'Acme' }],
	});
	expect((await get(emulator, `/${BRAND}`)).body).toEqual({
		name: `brands/${BRAND}`,
		displayName: 'Acme',
	});
	const { body } = await get(emulator, `/${BRAND}/agents`);
	expect(body.agents).toHaveLength(2);
	const agent = await get(emulator, `/${BRAND}/agents/acme_support_agent`);
	expect(agent.body).toEqual((body.agents as object[])[0]);
	expect(agent.body).toEqual({
		name: `brands/${BRAND}/agents/acme_support_agent`,
		displayName: 'Acme Support',
		brandName: 'Acme',
		rcsBusinessMessagingAgent: {
			description: 'Questions about your order',
			logoUri: 'https://example.com/acme_support_agent/logo.png',
			heroUri: 'https://example.com/acme_support_agent/hero.png',
			phoneNumbers: [{ phoneNumber: { number: '+4930123456' }, label: 'Call us' }],
			emails: [{ address: 'hello@example.com', label: 'Write to us' }],
			websites: [{ uri: 'https://example.com/', label: 'Website' }],
			privacy: { uri: 'https://example.com/privacy', label: 'Privacy policy' },
			termsConditions: { uri: 'https://example.com/terms', label: 'Terms and conditions' },
			color: '#1a5fb4',
			billingConfig: { billingCategory: 'NON_CONVERSATIONAL' },
			agentUseCase: 'TRANSACTIONAL',
			hostingRegion: 'EUROPE',
			launchDetails: {
				'/v1/regions/emulator_mobile': { launchState: 'LAUNCH_STATE_LAUNCHED' },
				'/v1/regions/emulator_telecom': { launchState: 'LAUNCH_STATE_LAUNCHED' },
			},
		},
	});
});

test('regions are networks with their kind of management', async () => {
	const emulator = await startEmulator();
	const { status, body } = await call(emulator, 'GET', '/v1/regions');
	expect(status).toBe(200);
	expect(body).toEqual({
		regions: [
			{
				name: '/v1/regions/emulator_mobile',
				displayName: 'Emulator Mobile',
				managementType: 'GOOGLE_MANAGED',
			},
			{
				name: '/v1/regions/emulator_telecom',
				displayName: 'Emulator Telecom',
				managementType: 'CARRIER_MANAGED',
			},
		],
	});
});

test.each(['', '/brand-000/agents'])('brands%s come in pages', async (path) => {
	const emulator = await startEmulator({ seed: seedOf(5) });
	const names: string[] = [];
	const sizes: number[] = [];
	let pageToken = '';
	do {
		const query = new URLSearchParams({ pageSize: '2', ...(pageToken && { pageToken }) });
		const { body } = await get(emulator, `${path}?${query}`);
		const page = (body.brands ?? body.agents) as Array<{ name: string }>;
		sizes.push(page.length);
		names.push(...page.map(({ name }) => name));
		pageToken = String(body.nextPageToken ?? '');
	} while (pageToken);
	expect(sizes).toEqual([2, 2, 1]);
	expect(new Set(names).size).toBe(5);
});

test('a full last page has no next one, and without a size 50 come', async () => {
	const emulator = await startEmulator({ seed: seedOf(60) });
	expect((await get(emulator, '?pageSize=60')).body).not.toHaveProperty('nextPageToken');
	expect((await get(emulator, '?pageSize=0')).body.brands).toHaveLength(50);
	expect((await get(emulator, '')).body.brands).toHaveLength(50);
});

test('agents can be ordered', async () => {
	const emulator = await startEmulator({ seed: seedOf(3) });
	const order = async (orderBy: string) => {
		const { body } = await get(emulator, `/brand-000/agents?${new URLSearchParams({ orderBy })}`);
		return (body.agents as Array<{ name: string }>).map(({ name }) => name.slice(-1)).join('');
	};
	expect(await order('agentId')).toBe('012');
	expect(await order('agentId desc')).toBe('210');
	expect(await order('displayName')).toBe('210');
	expect(await order('updateTime desc')).toBe('210');
});

test('without entries the list is left out', async () => {
	const emulator = await startEmulator({ seed: EMPTY_SEED });
	expect((await get(emulator, '')).body).toEqual({});
});

test.each([
	['/-/agents', 403],
	['/-', 403],
	['/nope', 404],
	['/nope/agents', 404],
	[`/${BRAND}/agents/nope`, 404],
	['?pageSize=-1', 400],
	['?pageSize=many', 400],
	['?pageToken=nope', 400],
	['?nope=1', 400],
	['?pageSize=1&pageSize=2', 400],
	[`/${BRAND}/agents?orderBy=colour`, 400],
])('brands%s is %i', async (path, status) => {
	const emulator = await startEmulator();
	const answer = await get(emulator, path);
	expect(answer.status).toBe(status);
	expect(answer.body.error?.code).toBe(status);
});
