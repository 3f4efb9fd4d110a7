/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { realClock, type Clock, type Timer } from '../../emulator/clock';
import { createEmulator, type Emulator } from '../../emulator/emulator';
import { emulatorCredential } from '../../scripts/emulatorCredential';
import {
	waitFor,
	withCredential,
	type Credential,
	type Execution,
	type WorkflowInput,
} from '../../scripts/n8n';
import { controlEmulator } from '../harness/controlEmulator';
import { launchBrowser, signInToEditor, watchPage } from './browser';
import { ANNA, BRUNO, CAROL, DEV } from './demoHost';
import { OWNER, startTestHost, type TestHost } from './host';
import { screenshot } from './screenshots';

const AGENT = 'acme_support_agent';
/** What the example's messages wait for an offline phone. */
const EXPIRES_AFTER_MS = 4 * 60 * 60 * 1000;

/** The machine's time, which can jump. */
function jumpingClock(): Clock & { jump(milliseconds: number): void } {
	let ahead = 0;
	const now = () => realClock.now() + ahead;
	const pending = new Set<{ at: number; run: () => void; timer: Timer }>();
	return {
		now,
		setTimer(delayMs, run) {
			const fire = () => {
				pending.delete(entry);
				run();
			};
			const entry = { at: now() + delayMs, run: fire, timer: realClock.setTimer(delayMs, fire) };
			pending.add(entry);
			return {
				cancel() {
					pending.delete(entry);
					entry.timer.cancel();
				},
			};
		},
		jump(milliseconds) {
			ahead += milliseconds;
			for (const entry of pending) {
				entry.timer.cancel();
				entry.timer = realClock.setTimer(Math.max(0, entry.at - now()), entry.run);
			}
		},
	};
}

const file = resolve(__dirname, '../../examples/campaign.json');
const example = JSON.parse(readFileSync(file, 'utf8')) as WorkflowInput;
const clock = jumpingClock();
let emulator: Emulator;
let host: TestHost;
let credential: Credential;
let workflowId: string;
/** How many executions there must be by now. */
let executions = 0;

beforeAll(async () => {
	[emulator, host] = await Promise.all([createEmulator({ clock }), startTestHost()]);
	credential = await host.client.saveCredential(
		emulatorCredential(emulator, 'the client token of campaigns'),
	);
	const { id } = await host.client.saveWorkflow(withCredential(example, credential));
	workflowId = id;
	await host.client.activate(id);
});
afterAll(async () => {
	await host?.stop();
	await emulator?.close();
});

const control = async (method: string, path: string, body?: object) =>
	await controlEmulator(emulator, method, path, body);

/** What a person does in the conversation, and the execution that it starts. */
async function act(phone: string, action: string, body: object = {}): Promise<Execution> {
	await control('POST', `/phones/${phone}/conversations/${AGENT}/${action}`, body);
	return (await host.client.waitForExecutions(workflowId, ++executions)).at(-1)!;
}

/** Presses the start button. */
async function runCampaign(): Promise<Execution> {
	executions++;
	return await host.client.run(workflowId, 'Start Campaign');
}

/** All that a node gave on an output, in whatever run of it. */
function outputOf({ data }: Execution, node: string, output = 0): IDataObject[] {
	return (data.resultData.runData[node] ?? []).flatMap((run) =>
		(run.data?.main?.[output] ?? []).map(({ json }: INodeExecutionData) => json),
	);
}

/** Who gets an SMS, and for which campaign. */
const smsOf = (execution: Execution) =>
	outputOf(execution, 'Your SMS Node').map(({ to, campaign }) => ({ to, campaign }));

/** How many offers each phone was sent, received or waiting. */
function offers(): Record<string, number> {
	const { conversations } = emulator.view();
	return Object.fromEntries(
		[ANNA, BRUNO, CAROL, DEV].map((phone) => [
			phone,
			conversations
				.filter(({ phoneNumber }) => phoneNumber === phone)
				.flatMap(({ entries }) => entries.filter(({ from }) => from === 'agent')).length,
		]),
	);
}

/** The numbers in the table of those who opted out. */
async function optedOut(): Promise<unknown[]> {
	const { data } = await host.client.request<{
		data: Array<{ id: string; name: string; projectId: string }>;
	}>('GET', '/data-tables-global');
	const { id, projectId } = data.find(({ name }) => name === 'RCS Opt-Outs')!;
	const rows = await host.client.request<{ data: IDataObject[] }>(
		'GET',
		`/projects/${projectId}/data-tables/${id}/rows`,
	);
	return rows.data.map(({ phoneNumber }) => phoneNumber).sort();
}

it('remembers who opted out, before the first campaign', async () => {
	const execution = await act(CAROL, 'unsubscribe');
	expect(execution.status).toBe('success');
	expect(await optedOut()).toEqual([CAROL]);
});

it('sends to everybody once, by RCS or else by SMS, and to nobody who opted out', async () => {
	await control('PATCH', `/phones/${BRUNO}`, { online: false });
	const execution = await runCampaign();
	expect(execution.data.resultData.error).toBeUndefined();
	expect(offers()).toEqual({ [ANNA]: 1, [BRUNO]: 1, [CAROL]: 0, [DEV]: 0 });
	expect(smsOf(execution)).toEqual([{ to: DEV, campaign: 'spring-sale-2027' }]);
	expect(outputOf(execution, 'Look at These')).toMatchObject([
		{ name: 'A typo', error: 'To: "+49 15" cannot be a phone number' },
	]);
	const [message] = emulator
		.view()
		.conversations.find(({ phoneNumber }) => phoneNumber === ANNA)!.entries;
	expect(message).toMatchObject({ content: { richCard: expect.anything() } });
});

it('sends nothing to anybody when it is run again', async () => {
	const execution = await runCampaign();
	expect(execution.status).toBe('success');
	expect(offers()).toEqual({ [ANNA]: 1, [BRUNO]: 1, [CAROL]: 0, [DEV]: 0 });
	expect(outputOf(execution, 'Send Offer')).toHaveLength(3);
	expect(smsOf(execution)).toEqual([]);
});

it('leaves out who writes STOP, in the next campaign, also by SMS', async () => {
	await act(ANNA, 'messages', { text: 'Stop' });
	expect(await optedOut()).toEqual([ANNA, CAROL].sort());
	// Carol, who opted out as well, would get an SMS now.
	await control('PATCH', `/phones/${CAROL}`, { rcs: false });

	const text = JSON.stringify({ ...example, id: workflowId });
	const next = JSON.parse(text.replaceAll('spring-sale-2027', 'summer-sale-2027')) as WorkflowInput;
	await host.client.saveWorkflow(withCredential(next, credential));
	const execution = await runCampaign();
	expect(execution.status).toBe('success');
	expect(offers()).toEqual({ [ANNA]: 1, [BRUNO]: 2, [CAROL]: 0, [DEV]: 0 });
	expect(smsOf(execution)).toEqual([{ to: DEV, campaign: 'summer-sale-2027' }]);
});

it('sends an SMS when a message expires, and decides nothing when that is inconclusive', async () => {
	await control('PATCH', `/phones/${BRUNO}`, { nextExpiry: 'revokeFailed' });
	clock.jump(EXPIRES_AFTER_MS);
	executions += 2;
	const ended = await host.client.waitForExecutions(workflowId, executions);
	const expiries = ended.slice(-2);
	expect(expiries.flatMap(smsOf)).toEqual([{ to: BRUNO, campaign: 'summer-sale-2027' }]);
	expect(expiries.flatMap((each) => outputOf(each, 'Maybe Delivered, Decide'))).toMatchObject([
		{ eventType: 'TTL_EXPIRATION_REVOKE_FAILED', phoneNumber: BRUNO },
	]);
	clock.jump(-EXPIRES_AFTER_MS);
});

it('lets everybody in again who writes START, and sends what they have not had', async () => {
	await control('PATCH', `/phones/${CAROL}`, { rcs: true });
	await act(ANNA, 'messages', { text: 'START' });
	await act(CAROL, 'messages', { text: 'start' });
	expect(await optedOut()).toEqual([]);
	const execution = await runCampaign();
	expect(execution.status).toBe('success');
	expect(offers()).toEqual({ [ANNA]: 2, [BRUNO]: 2, [CAROL]: 1, [DEV]: 0 });
	expect(smsOf(execution)).toEqual([]);
});

it('shows the whole campaign on the canvas', async () => {
	const browser = await launchBrowser();
	try {
		const page = await browser.newPage({ viewport: { width: 2240, height: 1000 } });
		const troubles = await watchPage(page);
		await signInToEditor(page, host.url, OWNER);
		const { id } = await host.client.saveWorkflow(
			withCredential({ ...example, name: 'Spring Sale' }, credential),
		);
		await page.goto(`${host.url}/workflow/${id}`);
		await page.locator('[data-test-id="canvas-node"][data-node-name="Log SMS"]').waitFor();
		await waitFor(
			async () => (await page.getByText('Opt-Out / In', { exact: true }).count()) > 0 || undefined,
			{
				what: 'the outputs to have their names',
			},
		);
		await screenshot(page, 'campaign');
		expect(troubles).toEqual({ outside: [], errors: [] });
	} finally {
		await browser.close();
	}
});
