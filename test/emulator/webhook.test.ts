import type { Emulator } from '../../emulator/emulator';
import { verifySignature } from '../../rbm/signature';
import {
	ANNA,
	control,
	PARCELS,
	send,
	settle,
	startEmulator,
	SUPPORT,
	until,
} from './support/emulator';
import { fakeClock } from './support/fakeClock';
import { attachReceiver, CLIENT_TOKEN, startReceiver, type Receiver } from './support/webhook';

describe('a post', () => {
	let emulator: Emulator;
	let webhook: Receiver;

	beforeEach(async () => {
		emulator = await startEmulator({ clock: fakeClock() });
		webhook = await attachReceiver(emulator);
		await send(emulator, '1');
		await until(() => webhook.posts.length === 1);
	});

	test('is the captured envelope', () => {
		const { body, headers, bytes } = webhook.posts[0]!;
		expect(headers).toMatchObject({
			'content-type': 'application/json',
			'x-goog-webhook-type': 'message_callback',
		});
		expect(body).toEqual({
			message: {
				data: bytes.toString('base64'),
				attributes: {
					type: 'event',
					event_type: 'DELIVERED',
					business_id: `${SUPPORT}@rbm.goog`,
					product: 'RBM',
					project_number: expect.stringMatching(/^\d+$/),
				},
				messageId: expect.stringMatching(/^\d{16}$/),
				message_id: body.message.messageId,
				publishTime: '2026-11-20T09:00:00.000Z',
				publish_time: '2026-11-20T09:00:00.000Z',
			},
			subscription: 'projects/rbm-emulator/subscriptions/rbm-sub',
		});
	});

	test('holds pretty-printed JSON with a suffixed agent and microseconds', () => {
		const text = webhook.posts[0]!.bytes.toString();
		const payload: unknown = JSON.parse(text);
		expect(text).toBe(JSON.stringify(payload, null, 2));
		expect(payload).toEqual({
			senderPhoneNumber: ANNA,
			eventType: 'DELIVERED',
			eventId: expect.stringMatching(/^Mx[A-Za-z0-9_-]{22}$/),
			messageId: '1',
			agentId: `${SUPPORT}@rbm.goog`,
			sendTime: expect.stringMatching(/^2026-11-20T09:00:00\.\d{6}Z$/),
		});
	});

	test('is signed over the decoded bytes with the client token', () => {
		const { bytes, headers, event } = webhook.posts[0]!;
		const signature = headers['x-goog-signature'];
		expect(verifySignature(bytes, signature, [CLIENT_TOKEN])).toBe(true);
		expect(verifySignature(bytes, signature, ['another token'])).toBe(false);
		const compact = Buffer.from(JSON.stringify(JSON.parse(bytes.toString())));
		expect(verifySignature(compact, signature, [CLIENT_TOKEN])).toBe(false);
		expect(event.eventType).toBe('DELIVERED');
	});

	test('goes to the webhook of its own agent only', async () => {
		const parcels = await attachReceiver(emulator, PARCELS);
		await send(emulator, '2', { agentId: PARCELS });
		await until(() => parcels.posts.length === 1);
		await settle();
		expect(webhook.posts).toHaveLength(1);
	});
});

describe('setting a webhook', () => {
	const path = `/agents/${SUPPORT}/webhook`;
	const clientToken = CLIENT_TOKEN;
	let emulator: Emulator;
	let webhook: Receiver;

	beforeEach(async () => {
		emulator = await startEmulator();
		webhook = await startReceiver();
	});

	test('runs the handshake', async () => {
		const answer = await control(emulator, 'PUT', path, { url: webhook.url, clientToken });
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({ url: webhook.url, pending: 0 });
		expect(webhook.handshakes).toEqual([
			{
				headers: expect.objectContaining({
					'x-goog-webhook-type': 'verification',
					'content-type': 'application/json',
				}),
				body: { clientToken, secret: expect.stringMatching(/^\d{10}$/) },
			},
		]);
		expect(emulator.view().agents[0]!.webhook).toEqual({ url: webhook.url, pending: 0 });
	});

	test.each<[string, (secret: string) => ReturnType<Receiver['greet']>, RegExp]>([
		['JSON', (secret) => ({ body: JSON.stringify({ secret }) }), /got HTTP 200 with "\{\\"secret/],
		['quotes', (secret) => ({ body: JSON.stringify(secret) }), /"\\"\d{10}\\""/],
		['a prefix', (secret) => ({ body: `secret: ${secret}` }), /"secret: \d{10}"/],
		['a line break', (secret) => ({ body: `${secret}\n` }), /"\d{10}\\n"/],
		['another status', (secret) => ({ status: 201, body: secret }), /got HTTP 201/],
		[
			'a refusal',
			() => ({ status: 403, type: 'text/html', body: '<h1>No</h1>' }),
			/got HTTP 403 with "<h1>No<\/h1>" \(text\/html/,
		],
	])('tells what came back instead of the secret: %s', async (_, greet, message) => {
		webhook.greet = greet;
		const answer = await control(emulator, 'PUT', path, { url: webhook.url, clientToken });
		expect(answer.status).toBe(400);
		expect(answer.body.error?.status).toBe('FAILED_PRECONDITION');
		expect(answer.body.error?.message).toMatch(message);
		expect(emulator.view().agents[0]).not.toHaveProperty('webhook');
	});

	test('is 503 when nothing answers', async () => {
		await webhook.close();
		const answer = await control(emulator, 'PUT', path, { url: webhook.url, clientToken });
		expect(answer.status).toBe(503);
		expect(answer.body.error).toMatchObject({
			status: 'UNAVAILABLE',
			message: expect.stringContaining('ECONNREFUSED'),
		});
	});

	test('can skip the handshake, and be undone', async () => {
		await webhook.close();
		const body = { url: webhook.url, clientToken, verify: false };
		expect((await control(emulator, 'PUT', path, body)).status).toBe(200);
		expect((await control(emulator, 'DELETE', path)).status).toBe(200);
		expect(emulator.view().agents[0]).not.toHaveProperty('webhook');
	});

	test.each([
		[{ url: 'ftp://example.com/', clientToken }],
		[{ url: 'hook', clientToken }],
		[{ url: 'http://127.0.0.1/', clientToken: '' }],
		[{ url: 'http://127.0.0.1/' }],
		[{ url: 'http://127.0.0.1/', clientToken, secret: 'x' }],
	])('refuses %j', async (body) => {
		expect((await control(emulator, 'PUT', path, body)).status).toBe(400);
	});

	test('needs an agent', async () => {
		const body = { url: webhook.url, clientToken };
		expect((await control(emulator, 'PUT', '/agents/nope/webhook', body)).status).toBe(404);
	});

	test('survives a reset', async () => {
		await control(emulator, 'PUT', path, { url: webhook.url, clientToken });
		await control(emulator, 'POST', '/reset');
		await send(emulator, '1');
		await until(() => webhook.posts.length === 1);
	});
});
