import { generateKeyPairSync } from 'node:crypto';
import type { INode } from 'n8n-workflow';

import type { Demo } from '../../scripts/startDemo';
import { startTestDemo } from './demoHost';

let demo: Demo;
beforeAll(async () => {
	demo = await startTestDemo();
});
afterAll(() => demo?.stop());

const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
	.privateKey.export({ type: 'pkcs8', format: 'pem' })
	.toString();

/** Presses the test button with these changes in the form. */
async function test(change: Record<string, unknown> = {}) {
	const key = demo.emulator.serviceAccountKey;
	return await demo.client.testCredential(demo.credential, {
		privateKeyJson: JSON.stringify(key),
		webhookClientToken: '',
		endpoint: 'custom',
		baseUrl: demo.emulator.url,
		accessToken: '',
		...change,
	});
}

const changedKey = (change: object) => ({
	privateKeyJson: JSON.stringify({ ...demo.emulator.serviceAccountKey, ...change }),
});

/** Sets the switches of the emulator that a person has in Google's console. */
async function settings(body: object) {
	const response = await fetch(`${demo.emulator.url}/emulator/settings`, {
		method: 'PATCH',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	expect(response.status).toBe(200);
}

describe('the credential test of a real n8n', () => {
	it('is fine with a good key', async () => {
		expect(await test()).toMatchObject({ status: 'OK' });
	});

	it('is fine where the management API is not enabled', async () => {
		await settings({ managementApiEnabled: false });
		expect(await test()).toMatchObject({ status: 'OK' });
		await settings({ managementApiEnabled: true });
	});

	it('tells a rejected key', async () => {
		expect(await test(changedKey({ private_key: otherKey }))).toEqual({
			status: 'Error',
			message: expect.stringContaining('Google rejected this key'),
		});
	});

	it('tells a disabled account', async () => {
		await settings({ serviceAccountDisabled: true });
		expect(await test()).toEqual({
			status: 'Error',
			message: expect.stringContaining('disabled or deleted'),
		});
		await settings({ serviceAccountDisabled: false });
	});

	it('tells a network problem', async () => {
		expect(await test({ baseUrl: 'http://127.0.0.1:9' })).toEqual({
			status: 'Error',
			message: expect.stringContaining('the connection was refused'),
		});
	});

	it('tells a place that is no RBM platform', async () => {
		expect(await test({ baseUrl: `${demo.emulator.url}/elsewhere` })).toMatchObject({
			status: 'Error',
		});
	});

	it.each([
		['not JSON', { privateKeyJson: 'hello' }, 'this is not JSON'],
		['half a file', { privateKeyJson: '{"type":"service_account"' }, 'incomplete or damaged'],
	])('tells a wrong paste: %s', async (_name, change, message) => {
		expect(await test(change)).toEqual({
			status: 'Error',
			message: expect.stringContaining(message),
		});
	});
});

it('opens the API to the HTTP Request node', async () => {
	const { id, name } = demo.credential;
	const node = (more: Partial<INode>): INode => ({
		id: more.name!,
		name: '',
		type: '',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...more,
	});
	const workflow = await demo.client.saveWorkflow({
		name: 'HTTP Request',
		nodes: [
			node({ name: 'Start', type: 'n8n-nodes-base.manualTrigger' }),
			node({
				name: 'Request',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				parameters: {
					url: `${demo.emulator.url}/v1/brands`,
					authentication: 'predefinedCredentialType',
					nodeCredentialType: 'rbmServiceAccountApi',
				},
				credentials: { rbmServiceAccountApi: { id, name } },
			}),
		],
		connections: { Start: { main: [[{ node: 'Request', type: 'main', index: 0 }]] } },
	});
	const { status, data } = await demo.client.run(workflow.id, 'Start');
	expect(status).toBe('success');
	expect(data.resultData.runData.Request?.[0]?.data?.main?.[0]?.[0]?.json).toMatchObject({
		brands: [{ displayName: 'Acme' }],
	});
});
