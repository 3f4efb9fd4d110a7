import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { signPayload } from '../../rbm/signature';
import { expectInSchema, testOperations } from '../harness/operation';
import { AGENT, ANNA, CLIENT_TOKEN } from '../harness/setup';

const { run, calls } = testOperations('webhookEvent');

const TEXT = {
	senderPhoneNumber: ANNA,
	messageId: 'Mx1',
	agentId: `${AGENT}@rbm.goog`,
	text: 'hi',
};
const EVENT = {
	eventType: 'TEXT',
	eventKey: `message:${ANNA}:Mx1`,
	phoneNumber: ANNA,
	messageId: 'Mx1',
	agentId: AGENT,
	text: 'hi',
	payload: TEXT,
};

/** A post as n8n's Webhook node gives it on. */
function post(payload: unknown, token = CLIENT_TOKEN): { headers: IDataObject; body: IDataObject } {
	const bytes = Buffer.from(JSON.stringify(payload, null, 2));
	return {
		headers: { 'content-type': 'application/json', 'x-goog-signature': signPayload(bytes, token) },
		body: { message: { data: bytes.toString('base64'), messageId: '1' }, subscription: 's' },
	};
}

const DEFAULTS: INodeParameters = {
	body: '={{ $json.body }}',
	signature: '={{ $json.headers["x-goog-signature"] }}',
};
const verify = async (items: IDataObject[], parameters = DEFAULTS, ...more: [object?, object?]) =>
	await run('verify', parameters, items, ...(more as []));

it('gives the event of a signed post, as the trigger does, without a call', async () => {
	const { outputs, error } = await verify([post(TEXT)], {});
	expect(error).toBeUndefined();
	expect(outputs).toEqual([[{ json: EVENT, pairedItem: { item: 0 } }], [], []]);
	expectInSchema('webhookEvent', 'verify', outputs[0]![0]!.json);
	expect(await calls()).toEqual({});
});

it('reads consent, and takes the client token from before a change', async () => {
	const { outputs } = await verify(
		[post({ ...TEXT, text: ' Stop. ' }, 'old')],
		DEFAULTS,
		{},
		{
			previousClientToken: 'old',
		},
	);
	expect(outputs[0]).toMatchObject([{ json: { eventType: 'TEXT', consent: 'OPT_OUT' } }]);
	expectInSchema('webhookEvent', 'verify', outputs[0]![0]!.json);
});

it('takes a body as text, from a queue', async () => {
	const { body, headers } = post(TEXT);
	const { outputs } = await verify(
		[{ raw: JSON.stringify(body), signature: headers['x-goog-signature'] }],
		{ body: '={{ $json.raw }}', signature: '={{ $json.signature }}' },
	);
	expect(outputs[0]).toMatchObject([{ json: EVENT }]);
});

it('gives the secret of a handshake, which has no signature', async () => {
	const body = { clientToken: CLIENT_TOKEN, secret: '1234567890' };
	const { outputs } = await verify([{ headers: {}, body }, { body }]);
	expect(outputs[1]!.map(({ json }) => json)).toEqual([
		{ secret: '1234567890' },
		{ secret: '1234567890' },
	]);
});

it.each<[string, IDataObject, string]>([
	['a wrong token', post(TEXT, 'wrong'), 'signature does not match'],
	['no signature', { ...post(TEXT), headers: {} }, 'no X-Goog-Signature'],
	['no headers', { body: post(TEXT).body }, 'no X-Goog-Signature'],
	['a foreign handshake', { body: { clientToken: 'guess', secret: '1' } }, 'another client token'],
	['nonsense', { headers: {}, body: 'hello' }, 'no base64 message.data'],
	['nothing', { headers: {} }, 'no base64 message.data'],
])('rejects a post with %s, and says why', async (_name, input, reason) => {
	const { outputs, error } = await verify([{ row: 1, ...input }]);
	expect(error).toBeUndefined();
	expect(outputs).toEqual([
		[],
		[],
		[
			{
				json: { row: 1, ...input, reason: expect.stringContaining(reason) },
				pairedItem: { item: 0 },
			},
		],
	]);
});

it('sorts many posts, each to its output', async () => {
	const { outputs } = await verify([
		post(TEXT, 'wrong'),
		post(TEXT),
		{ body: { clientToken: CLIENT_TOKEN, secret: '1' } },
		post({ ...TEXT, messageId: 'Mx2' }),
	]);
	expect(outputs.map((items) => items.map(({ pairedItem }) => pairedItem))).toEqual([
		[{ item: 1 }, { item: 3 }],
		[{ item: 2 }],
		[{ item: 0 }],
	]);
});

it('fails when the credential has no client token', async () => {
	const noToken = { webhookClientToken: '' };
	const { error } = await verify([post(TEXT)], DEFAULTS, {}, noToken);
	expect(error?.message).toMatch(/^Webhook Client Token: the credential has none/);
	expect(error?.description).toContain('Open the credential');

	const onError = { onError: 'continueErrorOutput' };
	const { outputs } = await verify([{ ...post(TEXT), row: 1 }], DEFAULTS, onError, noToken);
	expect(outputs.map((items) => items.length)).toEqual([0, 0, 0, 1]);
	expect(outputs[3]![0]!.json).toMatchObject({ row: 1, error: expect.any(String) });
});
