import type { Emulator } from '../../emulator/emulator';
import { DEFAULT_SEED } from '../../emulator/seed';
import { verifySignature } from '../../rbm/signature';
import {
	call,
	control,
	PARCELS,
	send,
	settle,
	startEmulator,
	SUPPORT,
	until,
} from './support/emulator';
import { CLIENT_TOKEN, startReceiver, type Receiver } from './support/webhook';

const AGENT = `brands/${DEFAULT_SEED.brands[0]!.brandId}/agents/${SUPPORT}`;
const COLLECTION = `/v1/${AGENT}/integrations`;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let emulator: Emulator;
let webhook: Receiver;

beforeEach(async () => {
	emulator = await startEmulator();
	webhook = await startReceiver();
});

async function create(webhookUri: unknown, verificationToken: unknown = CLIENT_TOKEN) {
	const agentWebhookIntegration = { webhookUri, verificationToken };
	return await call(emulator, 'POST', COLLECTION, { agentWebhookIntegration });
}

const list = async () => (await call(emulator, 'GET', COLLECTION)).body;
const created = async () => String((await create(webhook.url)).body.name);

async function patch(name: string, updateMask: string, agentWebhookIntegration: object) {
	const query = updateMask && `?updateMask=${encodeURIComponent(updateMask)}`;
	return await call(emulator, 'PATCH', `/v1/${name}${query}`, { agentWebhookIntegration });
}

describe('create', () => {
	test('shakes hands, and answers without the token', async () => {
		const { status, body } = await create(webhook.url);
		expect(status).toBe(200);
		expect(body).toEqual({
			name: expect.stringMatching(UUID),
			status: 'ENABLED',
			agentWebhookIntegration: { webhookUri: webhook.url },
		});
		expect(body.name).toMatch(new RegExp(`^${AGENT}/integrations/`));
		expect(webhook.handshakes).toMatchObject([
			{ body: { clientToken: CLIENT_TOKEN, secret: expect.any(String) } },
		]);
		expect(await list()).toEqual({ integrations: [body] });
		expect((await call(emulator, 'GET', `/v1/${String(body.name)}`)).body).toEqual(body);
	});

	test('makes it the webhook of the agent', async () => {
		await create(webhook.url);
		expect(emulator.view().agents[0]!.webhook).toEqual({ url: webhook.url, pending: 0 });
		await send(emulator, '1');
		await until(() => webhook.posts.length === 1);
		const { bytes, headers } = webhook.posts[0]!;
		expect(verifySignature(bytes, headers['x-goog-signature'], [CLIENT_TOKEN])).toBe(true);
	});

	test("takes the token as Google's sample spells it", async () => {
		const body = {
			agentWebhookIntegration: { webhookUri: webhook.url, verification_token: CLIENT_TOKEN },
		};
		expect((await call(emulator, 'POST', COLLECTION, body)).status).toBe(200);
	});

	test('is 400 while there is a webhook, however it was set', async () => {
		await control(emulator, 'PUT', `/agents/${SUPPORT}/webhook`, {
			url: webhook.url,
			clientToken: CLIENT_TOKEN,
		});
		const { status, body } = await create(webhook.url);
		expect(status).toBe(400);
		expect(body.error?.message).toContain('has a webhook already');
		expect(webhook.handshakes).toHaveLength(1);
	});

	test.each([
		['http://example.com/hook', CLIENT_TOKEN],
		['http://127.0.0.1.example.com/hook', CLIENT_TOKEN],
		['ftp://localhost/hook', CLIENT_TOKEN],
		['hook', CLIENT_TOKEN],
		[undefined, CLIENT_TOKEN],
		['http://localhost/hook', ''],
		['http://localhost/hook', undefined],
		['http://localhost/hook', 5],
	])('with %s and token %j is 400', async (uri, token) => {
		const agentWebhookIntegration = { webhookUri: uri, verificationToken: token };
		const answer = await call(emulator, 'POST', COLLECTION, { agentWebhookIntegration });
		expect(answer.status).toBe(400);
		expect(await list()).toEqual({});
	});

	test.each(['unreachable', 'wrong answer'])(
		'is 503 on a handshake that fails: %s',
		async (how) => {
			if (how === 'unreachable') await webhook.close();
			else webhook.greet = (secret) => ({ body: JSON.stringify({ secret }) });
			const { status, body } = await create(webhook.url);
			expect(status).toBe(503);
			expect(body.error?.status).toBe('UNAVAILABLE');
			expect(await list()).toEqual({});
		},
	);

	test('of two at once one wins', async () => {
		const answers = await Promise.all([create(webhook.url), create(webhook.url)]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
	});

	test('needs an agent of the brand, and nothing unknown', async () => {
		const agentWebhookIntegration = { webhookUri: webhook.url, verificationToken: 'x' };
		const at = async (path: string, body: object) =>
			(await call(emulator, 'POST', path, body)).status;
		expect(await at(COLLECTION.replace(SUPPORT, 'nope'), { agentWebhookIntegration })).toBe(404);
		expect(await at(COLLECTION, { agentWebhookIntegration, x: 1 })).toBe(400);
		expect(await at(COLLECTION, {})).toBe(400);
	});
});

describe('patch', () => {
	test('moves the webhook after another handshake, under the same name', async () => {
		const name = await created();
		const next = await startReceiver();
		const mask = 'agentWebhookIntegration.webhookUri';
		const { status, body } = await patch(name, mask, { webhookUri: next.url });
		expect(status).toBe(200);
		expect(body).toMatchObject({ name, agentWebhookIntegration: { webhookUri: next.url } });
		expect(next.handshakes).toMatchObject([{ body: { clientToken: CLIENT_TOKEN } }]);
		await send(emulator, '1');
		await until(() => next.posts.length === 1);
	});

	test('changes the token alone, and takes the mask in snake case', async () => {
		const name = await created();
		const mask = 'agent_webhook_integration.verification_token';
		const ignored = { webhookUri: 'http://localhost:1/', verificationToken: 'new' };
		expect((await patch(name, mask, ignored)).status).toBe(200);
		expect(webhook.handshakes[1]!.body.clientToken).toBe('new');
	});

	test('without a good mask, to a bad place, or in vain changes nothing', async () => {
		const name = await created();
		const webhookUri = 'http://localhost:1/';
		const statuses = [
			await patch(name, '', { webhookUri }),
			await patch(name, 'status', { webhookUri }),
			await patch(name, 'agentWebhookIntegration', { webhookUri }),
			await patch(name, 'agentWebhookIntegration.webhookUri', {}),
			await patch(name, 'agentWebhookIntegration.webhookUri', { webhookUri: 'http://x.test/' }),
			await patch(name, 'agentWebhookIntegration.webhookUri', { webhookUri }),
			await patch(`${AGENT}/integrations/nope`, 'agentWebhookIntegration.webhookUri', {}),
		].map(({ status }) => status);
		expect(statuses).toEqual([400, 400, 400, 400, 400, 503, 404]);
		expect(await list()).toMatchObject({
			integrations: [{ name, agentWebhookIntegration: { webhookUri: webhook.url } }],
		});
	});
});

test('delete frees the agent for another webhook, whose name is new', async () => {
	const name = await created();
	const remove = async () => await call(emulator, 'DELETE', `/v1/${name}`);
	const { status, body } = await remove();
	expect({ status, body }).toEqual({ status: 200, body: {} });
	expect((await remove()).status).toBe(404);
	expect((await call(emulator, 'GET', `/v1/${name}`)).status).toBe(404);
	expect(emulator.view().agents[0]).not.toHaveProperty('webhook');
	expect(await created()).not.toBe(name);
});

test('the list ignores paging', async () => {
	await created();
	const { body } = await call(emulator, 'GET', `${COLLECTION}?pageSize=1&pageToken=x`);
	expect(body.integrations).toHaveLength(1);
});

describe("the partner's webhook", () => {
	const put = async (url = webhook.url) =>
		await control(emulator, 'PUT', '/partner/webhook', { url, clientToken: 'of the partner' });

	test('gets the events of agents that have none of their own', async () => {
		const own = await startReceiver();
		emulator.webhooks.set(SUPPORT, { url: own.url, clientToken: CLIENT_TOKEN });
		const { status, body } = await put();
		expect(status).toBe(200);
		expect(body).toEqual({ url: webhook.url, pending: 0 });
		await send(emulator, '1');
		await send(emulator, '2', { agentId: PARCELS });
		await until(() => own.posts.length === 1 && webhook.posts.length === 1);
		const { bytes, headers, event } = webhook.posts[0]!;
		expect(event.agentId).toBe(PARCELS);
		expect(verifySignature(bytes, headers['x-goog-signature'], ['of the partner'])).toBe(true);
		expect(emulator.view().agents.map(({ webhook: view }) => view)).toMatchObject([
			{ url: own.url },
			{ url: webhook.url, ofPartner: true },
		]);
	});

	test('is no integration', async () => {
		await put();
		expect(await list()).toEqual({});
		expect((await create(webhook.url)).status).toBe(200);
	});

	test('can be moved, survives a reset, and can be taken away', async () => {
		await put();
		const next = await startReceiver();
		await put(next.url);
		await control(emulator, 'POST', '/reset');
		await send(emulator, '1');
		await until(() => next.posts.length === 1);
		expect((await control(emulator, 'DELETE', '/partner/webhook')).status).toBe(200);
		await send(emulator, '2');
		await settle();
		expect(next.posts).toHaveLength(1);
		expect(emulator.view().agents[0]).not.toHaveProperty('webhook');
	});

	test('must shake hands', async () => {
		webhook.greet = () => ({ status: 403, body: '' });
		expect((await put()).status).toBe(400);
	});
});
