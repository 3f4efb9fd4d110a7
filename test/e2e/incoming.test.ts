/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { INode } from 'n8n-workflow';

import { createEmulator, type Emulator } from '../../emulator/emulator';
import { emulatorCredential } from '../../scripts/emulatorCredential';
import {
	withCredential,
	type Credential,
	type Execution,
	type WorkflowInput,
} from '../../scripts/n8n';
import { signPayload } from '../../rbm/signature';
import { controlEmulator } from '../harness/controlEmulator';
import { ANNA } from './demoHost';
import { startTestHost, type TestHost } from './host';

const CLIENT_TOKEN = 'the client token of this test';
const AGENT = 'acme_support_agent';

let n8n: TestHost;
let client: TestHost['client'];
let emulator: Emulator;
let credential: Credential;

beforeAll(async () => {
	[emulator, n8n] = await Promise.all([createEmulator(), startTestHost()]);
	client = n8n.client;
	credential = await client.saveCredential(emulatorCredential(emulator, CLIENT_TOKEN));
});
afterAll(async () => {
	await n8n?.stop();
	await emulator?.close();
});

/** Saves and publishes it; says where Google would post to. */
async function publish(workflow: WorkflowInput): Promise<{ id: string; url: string }> {
	const { id } = await client.saveWorkflow(withCredential(workflow, credential));
	await client.activate(id);
	const { webhookId } = workflow.nodes.find(({ type }) => type.endsWith('.rbmTrigger'))!;
	return { id, url: `${n8n.url}/webhook/${webhookId}/rbm` };
}

/** The first item that each node gave on each output, by node. */
function itemsOf({ data }: Execution, node: string) {
	const outputs = data.resultData.runData[node]?.[0]?.data?.main ?? [];
	return outputs.map((items) => items?.[0]);
}

describe('examples/each-event-once.json', () => {
	const file = resolve(__dirname, '../../examples/each-event-once.json');
	const example = JSON.parse(readFileSync(file, 'utf8')) as WorkflowInput;
	const seenBefore = example.nodes.find(({ name }) => name === 'Seen Before?')!;
	let id: string;
	let url: string;
	let executions = 0;

	async function post(messageId: string): Promise<void> {
		const payload = { senderPhoneNumber: ANNA, messageId, agentId: AGENT, text: messageId };
		const bytes = Buffer.from(JSON.stringify(payload));
		const response = await fetch(url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				'x-goog-signature': signPayload(bytes, CLIENT_TOKEN),
			},
			body: JSON.stringify({ message: { data: bytes.toString('base64') } }),
		});
		expect(response.status).toBe(200);
	}

	/** Posts it and waits for the execution that it starts. */
	async function receive(messageId: string): Promise<Execution> {
		await post(messageId);
		return (await client.waitForExecutions(id, ++executions)).at(-1)!;
	}

	const rowOf = (execution: Execution) => itemsOf(execution, 'Your Database or CRM Goes Here')[0];

	it('handles an event, and not its repeat after a restart', async () => {
		({ id, url } = await publish(example));
		expect(rowOf(await receive('one'))?.json).toEqual({
			eventKey: `message:${ANNA}:one`,
			at: expect.any(String),
			phoneNumber: ANNA,
			what: 'TEXT',
			text: 'one',
		});
		// The trigger itself knows this one.
		await post('one');

		await n8n.end('SIGTERM');
		await n8n.start();
		await client.waitForWebhook(url);
		// It has forgotten now: the repeat starts the workflow, and ends at Remove Duplicates.
		const repeat = await receive('one');
		expect(repeat.status).toBe('success');
		expect(itemsOf(repeat, 'Seen Before?')).toEqual([undefined, expect.anything()]);
		expect(rowOf(repeat)).toBeUndefined();
		expect(rowOf(await receive('two'))?.json).toMatchObject({ text: 'two' });
		expect(await client.listExecutions(id)).toHaveLength(executions);
	});

	it('lets events pass when its list is full, and remembers again once it was emptied', async () => {
		const options = { ...(seenBefore.parameters.options as object), historySize: 2 };
		const small = { ...seenBefore, parameters: { ...seenBefore.parameters, options } };
		const nodes = example.nodes.map((node) => (node === seenBefore ? small : node));
		await publish({ ...example, id, nodes });

		const full = await receive('three');
		expect(itemsOf(full, 'Seen Before?')[0]?.error?.message).toContain('maximum history size');
		expect(rowOf(full)?.json).toMatchObject({ text: 'three' });

		await client.run(id, 'Once a Week');
		executions++;
		const kept = itemsOf(await receive('four'), 'Seen Before?')[0];
		expect(kept?.json).toMatchObject({ text: 'four' });
		expect(kept?.error).toBeUndefined();
	});
});

it('stores a file that a person sent with the execution that it starts', async () => {
	const node = (name: string, type: string, more: object): INode => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...more,
	});
	const { id, url } = await publish({
		name: 'Files',
		nodes: [
			node('Trigger', 'n8n-nodes-rcs-business-messaging.rbmTrigger', {
				parameters: {
					registration: 'manual',
					events: ['USER_FILE'],
					options: { downloadFiles: true },
				},
				webhookId: 'b7c1a8f0-0000-4000-8000-000000000002',
				credentials: { rbmServiceAccountApi: { name: '' } },
			}),
			node('Read', 'n8n-nodes-base.crypto', {
				parameters: { action: 'hash', type: 'SHA256', binaryData: true, dataPropertyName: 'hash' },
			}),
		],
		connections: { Trigger: { main: [[{ node: 'Read', type: 'main', index: 0 }]] } },
	});
	const control = async (method: string, path: string, body?: object) =>
		await controlEmulator(emulator, method, path, body);
	const bytes = Buffer.from('written on a phone');
	await control('PUT', `/agents/${AGENT}/webhook`, { url, clientToken: CLIENT_TOKEN });
	await control('POST', `/phones/${ANNA}/conversations/${AGENT}/files`, {
		fileName: 'note.txt',
		mimeType: 'text/plain',
		base64: bytes.toString('base64'),
	});
	const [execution] = await client.waitForExecutions(id, 1);
	expect(itemsOf(execution!, 'Trigger')[0]).toMatchObject({
		json: { eventType: 'USER_FILE' },
		binary: { data: { fileName: 'note.txt', mimeType: 'text/plain' } },
	});
	const hash = createHash('sha256').update(bytes).digest('hex');
	expect(itemsOf(execution!, 'Read')[0]?.json).toMatchObject({ hash });
});
