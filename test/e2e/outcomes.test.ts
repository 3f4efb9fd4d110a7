import type { INode, INodeParameters } from 'n8n-workflow';

import type { Demo } from '../../scripts/startDemo';
import { controlEmulator } from '../harness/controlEmulator';
import { ANNA, BRUNO, DEV, startTestDemo } from './demoHost';
import { AGENT, link, listOf, node, output, RBM, rbm as rbmWith, start } from './parts';

let demo: Demo;
beforeAll(async () => {
	demo = await startTestDemo();
});
afterAll(() => demo?.stop());

/** A node of ours, with the demo's credential. */
const rbm = (name: string, parameters: INodeParameters, more: Partial<INode> = {}) =>
	rbmWith(demo.credential, name, parameters, more);

/** What the demo's phones got. */
function received(phoneNumber: string): string[] {
	return demo.emulator
		.view()
		.conversations.filter((each) => each.phoneNumber === phoneNumber)
		.flatMap(({ entries }) => entries)
		.flatMap((entry) => (entry.from === 'agent' ? [entry.content.text ?? ''] : []));
}

it('gives every item its branch: sent, unreachable, or failed with its input', async () => {
	const people = [
		{ name: 'Anna', phone: ANNA },
		{ name: 'Nobody', phone: 'unknown' },
		{ name: 'Dev', phone: DEV },
		{ name: 'Bruno', phone: BRUNO },
	];
	const workflow = await demo.client.saveWorkflow({
		name: 'Branches',
		nodes: [
			start,
			...listOf(people),
			rbm(
				'Send',
				{ agentId: AGENT, phoneNumber: '={{ $json.phone }}', text: '=Hi {{ $json.name }}' },
				{ onError: 'continueErrorOutput' },
			),
		],
		connections: {
			Start: { main: [[link('People')]] },
			People: { main: [[link('One by One')]] },
			'One by One': { main: [[link('Send')]] },
		},
	});
	const execution = await demo.client.run(workflow.id, 'Start');
	expect(execution.status).toBe('success');
	expect(output(execution, 'Send', 0)).toMatchObject([
		{ phoneNumber: ANNA },
		{ phoneNumber: BRUNO },
	]);
	expect(output(execution, 'Send', 1)).toMatchObject([
		{ name: 'Dev', phone: DEV, phoneNumber: DEV, text: 'Hi Dev', reachable: false },
	]);
	expect(output(execution, 'Send', 2)).toMatchObject([
		{
			name: 'Nobody',
			phone: 'unknown',
			error: 'To: "unknown" has no country code',
			details: expect.stringContaining('country code'),
		},
	]);
	expect([received(ANNA), received(BRUNO), received(DEV)]).toEqual([['Hi Anna'], ['Hi Bruno'], []]);
});

it('sends as the tool of an AI agent, to a number and with a text that the model chose', async () => {
	const workflow = await demo.client.saveWorkflow({
		name: 'Tool',
		nodes: [
			start,
			node('AI Agent', '@n8n/n8n-nodes-langchain.agent', 3, {
				promptType: 'define',
				text: 'Tell Bruno that his table is ready.',
			}),
			rbm(
				'RCS',
				{
					agentId: AGENT,
					phoneNumber: "={{ $fromAI('To', 'phone number', 'string') }}",
					text: "={{ $fromAI('Text', 'the message', 'string') }}",
				},
				{ type: `${RBM}Tool` },
			),
		],
		connections: {
			Start: { main: [[link('AI Agent')]] },
			RCS: { ai_tool: [[link('AI Agent', 'ai_tool')]] },
		},
	});
	const runTool = async (to: string, text: string) => {
		const { executionId } = await demo.client.request<{ executionId: string }>(
			'POST',
			`/workflows/${workflow.id}/run`,
			{
				triggerToStartFrom: { name: 'Start' },
				destinationNode: { nodeName: 'RCS', mode: 'inclusive' },
				agentRequest: { query: { RCS: { To: to, Text: text } }, tool: { name: 'RCS' } },
			},
		);
		const execution = await demo.client.waitForExecution(executionId);
		expect(execution.data.resultData.error).toBeUndefined();
		return JSON.stringify(execution.data.resultData.runData);
	};

	expect(await runTool(BRUNO, 'Your table is ready.')).toContain('agentMessages/');
	expect(received(BRUNO)).toContain('Your table is ready.');
	// The model must hear that nobody got it.
	expect(await runTool(DEV, 'Your table is ready.')).toContain('reachable');
});

it('splits 12,000 numbers of three regions in three calls, sends to the reachable, loses nobody', async () => {
	const control = async (method: string, path: string, body?: object) =>
		await controlEmulator(demo.emulator, method, path, body);
	// In the emulator, unknown numbers with an even last digit have RCS then.
	await control('PATCH', '/settings', { unknownNumbers: 'evenReachable' });
	await control('DELETE', '/calls');
	const regions: Array<[start: string, digits: number]> = [
		['+4915110', 6],
		['+1415556', 4],
		['+9198765', 5],
	];
	const people = regions.flatMap(([start, digits]) =>
		Array.from({ length: 4000 }, (_, index) => ({
			name: `person ${index}`,
			phone: `${start}${String(index).padStart(digits, '0')}`,
		})),
	);
	const workflow = await demo.client.saveWorkflow({
		name: 'Campaign',
		nodes: [
			start,
			...listOf(people),
			rbm('Check', {
				resource: 'capability',
				operation: 'checkMany',
				agentId: AGENT,
				phoneNumber: '={{ $json.phone }}',
			}),
			rbm('Send', {
				agentId: AGENT,
				phoneNumber: '={{ $json.phoneNumber }}',
				text: '=Hi {{ $json.name }}',
			}),
			node('Another Channel', 'n8n-nodes-base.noOp', 1, {}),
		],
		connections: {
			Start: { main: [[link('People')]] },
			People: { main: [[link('One by One')]] },
			'One by One': { main: [[link('Check')]] },
			Check: { main: [[link('Send')], [link('Another Channel')]] },
		},
	});
	const { executionId } = await demo.client.request<{ executionId: string }>(
		'POST',
		`/workflows/${workflow.id}/run`,
		{ triggerToStartFrom: { name: 'Start' } },
	);
	const execution = await demo.client.waitForExecution(executionId, { timeoutMs: 280_000 });
	expect(execution.status).toBe('success');

	const calls = (await control('GET', '/calls')) as Record<string, number>;
	expect(calls).toMatchObject({ 'users:batchGet': 3, agentMessages: 6000 });
	expect(calls.capabilities).toBeUndefined();
	const [sent, elsewhere] = [output(execution, 'Send'), output(execution, 'Another Channel')];
	expect([sent.length, elsewhere.length]).toEqual([6000, 6000]);
	const everybody = [...sent, ...elsewhere].map(({ phoneNumber }) => phoneNumber);
	expect(new Set(everybody)).toEqual(new Set(people.map(({ phone }) => phone)));
}, 300_000);
