import example from '../../examples/answer-with-replies.json';
import { createEmulator, type Emulator } from '../../emulator/emulator';
import { emulatorCredential } from '../../scripts/emulatorCredential';
import { waitFor, withCredential, type WorkflowInput } from '../../scripts/n8n';
import { controlEmulator } from '../harness/controlEmulator';
import { ANNA } from './demoHost';
import { startQueueHost, type QueueHost } from './queueHost';

const AGENT = 'acme_support_agent';
const CLIENT_TOKEN = 'a client token for queues';

let host: QueueHost;
let emulator: Emulator;
let workflowId: string;
let path: string;

beforeAll(async () => {
	[host, emulator] = await Promise.all([startQueueHost(), createEmulator()]);
	const credential = await host.client.saveCredential(emulatorCredential(emulator, CLIENT_TOKEN));
	const workflow = withCredential(example as unknown as WorkflowInput, credential);
	const trigger = workflow.nodes.find(({ type }) => type.endsWith('.rbmTrigger'))!;
	trigger.parameters = { ...trigger.parameters, registration: 'manual' };
	({ id: workflowId } = await host.client.saveWorkflow(workflow));
	await host.client.activate(workflowId);
	path = `/webhook/${trigger.webhookId}/rbm`;
	await control('PUT', `/agents/${AGENT}/webhook`, {
		url: host.webhook.url + path,
		clientToken: CLIENT_TOKEN,
	});
});
afterAll(() => Promise.all([host?.stop(), emulator?.close()]));

const control = async (method: string, path: string, body?: object) =>
	await controlEmulator(emulator, method, path, body);

/** What the agent wrote to Anna, the last of it when there are that many. */
async function answer(count: number) {
	return await waitFor(
		() => {
			const entries = emulator.view().conversations.flatMap((each) => each.entries);
			const answers = entries.filter((entry) => entry.from === 'agent');
			return answers.length >= count ? answers.at(-1)! : undefined;
		},
		{ what: `answer ${count}` },
	);
}

it('answers a conversation by the webhook process and the worker', async () => {
	await control('POST', `/phones/${ANNA}/conversations/${AGENT}/messages`, { text: 'hi' });
	const offer = await answer(1);
	expect(offer.content.text).toContain('What can we do for you?');

	const suggestionIndex = 1;
	const { messageId } = offer;
	await control('POST', `/phones/${ANNA}/conversations/${AGENT}/taps`, {
		messageId,
		suggestionIndex,
	});
	expect((await answer(2)).content.text).toContain('Monday to Saturday');

	const executions = await host.client.waitForExecutions(workflowId, 2);
	expect(executions.map(({ status, mode }) => ({ status, mode }))).toEqual([
		{ status: 'success', mode: 'webhook' },
		{ status: 'success', mode: 'webhook' },
	]);
	for (const { id } of executions) {
		expect(host.webhook.log()).toContain(`Enqueued execution ${id} `);
		expect(host.worker.log()).toContain(`Worker finished execution ${id} `);
	}
});

it('starts nothing a second time for a repeat', async () => {
	await control('POST', `/agents/${AGENT}/webhook/faults`, { kind: 'duplicate' });
	await control('POST', `/phones/${ANNA}/conversations/${AGENT}/messages`, { text: 'twice' });
	await answer(3);
	await waitFor(() => (emulator.webhooks.view(AGENT)?.pending === 0 ? true : undefined), {
		what: 'both posts to be acknowledged',
	});
	expect(await host.client.waitForExecutions(workflowId, 3)).toHaveLength(3);
});

it('leaves production webhooks to their own process', async () => {
	const response = await fetch(host.main.url + path, { method: 'POST' });
	expect(response.status).toBe(404);
});
