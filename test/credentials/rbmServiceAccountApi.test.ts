import { generateKeyPairSync } from 'node:crypto';
import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';

import type { CredentialStore } from '../harness/credentials';
import { rbmNode, runNode } from '../harness/run';
import { AGENT, ANNA, setUp, type Setup } from '../harness/setup';

let setup: Setup;
let key: Record<string, string>;
beforeAll(async () => {
	setup = await setUp();
	key = (await setup.control('GET', '/service-account.json')) as typeof key;
});
afterAll(async () => await setup.close());

/** The error a person sees when a node runs with this credential. */
async function failure(credential: CredentialStore): Promise<string> {
	const node = rbmNode('rbm', {
		resource: 'event',
		operation: 'showTyping',
		agentId: { __rl: true, mode: 'id', value: AGENT },
		phoneNumber: ANNA,
	});
	const { error } = await runNode(setup.package, credential, node, [{}]);
	return error?.message ?? 'no error';
}

const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
	.privateKey.export({ type: 'pkcs8', format: 'pem' })
	.toString();

it('mints a token and keeps it', async () => {
	const credential = await setup.credential();
	expect(await failure(credential)).toBe('no error');
	expect(credential.data.accessToken).toEqual(expect.stringMatching(/.{16,}/));
});

it.each<[string, () => ICredentialDataDecryptedObject, RegExp]>([
	['not JSON', () => ({ privateKeyJson: 'hello' }), /this is not JSON/],
	['only the PEM', () => ({ privateKeyJson: key.private_key! }), /only the private key/],
	[
		'a damaged key',
		() => ({
			privateKeyJson: JSON.stringify({ ...key, private_key: key.private_key!.slice(0, 300) }),
		}),
		/damaged/,
	],
	[
		'a key that was replaced',
		() => ({ privateKeyJson: JSON.stringify({ ...key, private_key: otherKey }) }),
		/rejected this key/,
	],
	[
		'a deleted account',
		() => ({
			privateKeyJson: JSON.stringify({ ...key, client_email: 'gone@acme.iam.gserviceaccount.com' }),
		}),
		/disabled or deleted/,
	],
	['no base URL', () => ({ baseUrl: 'nowhere' }), /Base URL/],
	[
		'a dead host',
		() => ({ baseUrl: 'http://127.0.0.1:9' }),
		/127\.0\.0\.1:9: the connection was refused/,
	],
])('%s is named, without anything of the key', async (_name, change, message) => {
	const text = await failure(await setup.credential(change() as Record<string, string>));
	expect(text).toMatch(message);
	expect(text).not.toContain('PRIVATE KEY');
	expect(text).not.toContain(key.private_key_id);
});

describe('the clock of n8n', () => {
	afterEach(() => void jest.useRealTimers());

	it('is named when it is wrong', async () => {
		const credential = await setup.credential();
		const type = setup.package.credentialType('rbmServiceAccountApi');
		jest.useFakeTimers({
			doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask'],
			now: Date.now() - 3 * 3_600_000,
		});
		const httpRequest = async (options: {
			url: string;
			body: string;
			headers: Record<string, string>;
		}) => {
			jest.useRealTimers();
			const { url, body, headers } = options;
			const response = await fetch(url, { method: 'POST', body, headers });
			return { statusCode: response.status, body: await response.json() };
		};
		const helpers = { helpers: { httpRequest } } as unknown as IHttpRequestHelper;
		await expect(type.preAuthentication!.call(helpers, credential.data)).rejects.toThrow(
			/clock of this n8n server is wrong/,
		);
	});
});

it('authenticates requests of other nodes, whatever they carry', async () => {
	const { authenticate } = setup.package.credentialType('rbmServiceAccountApi');
	if (typeof authenticate !== 'function') throw new Error('authenticate is a function');
	const request = { url: 'https://x.test', headers: { 'x-a': 'b' }, method: 'GET' as const };
	const { data } = await setup.credential();
	const minted = await setup.package.credentialType('rbmServiceAccountApi').preAuthentication!.call(
		{
			helpers: { httpRequest: async () => ({ statusCode: 200, body: { access_token: 'abc' } }) },
		} as never,
		data,
	);
	const bearer = async (change: object) =>
		(await authenticate(Object.assign({}, data, minted, change), request)).headers;
	expect(await bearer({})).toEqual({ 'x-a': 'b', Authorization: 'Bearer abc' });
	// n8n keeps the token when the form is changed; it must not go elsewhere or act for another.
	for (const change of [
		{ endpoint: 'google' },
		{ baseUrl: 'http://x' },
		{ privateKeyJson: '{}' },
	]) {
		expect(await bearer(change)).toEqual({ 'x-a': 'b', Authorization: 'Bearer renew' });
	}
	expect(request.headers).toEqual({ 'x-a': 'b' });
});
