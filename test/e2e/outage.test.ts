import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { createEmulator, type Emulator } from '../../emulator/emulator';
import { emulatorCredential } from '../../scripts/emulatorCredential';
import { freePort, waitFor, type Execution } from '../../scripts/n8n';
import { controlEmulator } from '../harness/controlEmulator';
import { ANNA } from './demoHost';
import { openGate, type Gate } from './gate';
import { startTestHost, type TestHost } from './host';

const AGENT = 'acme_support_agent';
const CLIENT_TOKEN = 'a client token for outages';
const WEBHOOK = '/webhook/b7c1a8f0-0000-4000-8000-00000000000a/rbm';
/** Google's first repeats come after seconds; this makes it hundredths, and seconds at the most. */
const TIME_SCALE = 300;
const LIMIT_MS = 300_000;

function node(name: string, type: string, typeVersion: number, parameters: INodeParameters): INode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}

/** The two ways to be safe from repeats that the trigger cannot know of. */
const PROTECTIONS = {
	/** Every answer has the event's key as Send Once Key, and Google takes an ID once. */
	sendOnceKey: { env: {}, options: { sendOnceKey: '={{ $json.eventKey }}' }, nodes: [] as INode[] },
	/** n8n's own node. It forgets what is written to it at the same time, so one execution at once. */
	removeDuplicates: {
		env: { N8N_CONCURRENCY_PRODUCTION_LIMIT: '1' },
		options: {},
		nodes: [
			node('Remove Duplicates', 'n8n-nodes-base.removeDuplicates', 2, {
				operation: 'removeItemsSeenInPreviousExecutions',
				dedupeValue: '={{ $json.eventKey }}',
				options: {},
			}),
		],
	},
} satisfies Record<string, { env: Record<string, string>; options: IDataObject; nodes: INode[] }>;

/** The event an execution was started by; also of one that was killed, which has no results. */
function eventOf({ data }: Execution): string {
	const result = data.resultData.runData.Trigger?.[0]?.data?.main?.[0]?.[0];
	const input = data.executionData?.nodeExecutionStack[0]?.data.main?.[0]?.[0];
	const text = result?.json.text ?? input?.json.text;
	if (typeof text !== 'string')
		throw new Error(`An execution of no event: ${JSON.stringify(data)}`);
	return text;
}

/** The text in a post to the webhook; empty if it is something else. */
function textOf(body: string): string {
	const { message } = JSON.parse(body) as { message?: { data: string } };
	const payload = JSON.parse(Buffer.from(message?.data ?? '', 'base64').toString() || '{}') as {
		text?: string;
	};
	return payload.text ?? '';
}

function repeatedIn(texts: string[]): string[] {
	return texts.filter((text, index) => texts.indexOf(text) !== index);
}

describe.each([
	['SIGTERM', 'sendOnceKey'],
	['SIGKILL', 'sendOnceKey'],
	['SIGTERM', 'removeDuplicates'],
	['SIGKILL', 'removeDuplicates'],
] as const)('n8n is away for a while (%s, %s)', (signal, protection) => {
	const { env, options, nodes } = PROTECTIONS[protection];
	let emulator: Emulator;
	let host: TestHost;
	let gate: Gate;
	let workflowId: string;
	/** Every event that was sent. */
	const sent: string[] = [];
	beforeAll(async () => {
		[emulator, host] = await Promise.all([
			createEmulator({ timeScale: TIME_SCALE }),
			startTestHost(env),
		]);
		gate = await openGate(host.url);
		const { id, name } = await host.client.saveCredential(
			emulatorCredential(emulator, CLIENT_TOKEN),
		);
		const credentials = { rbmServiceAccountApi: { id, name } };
		const chain: INode[] = [
			{
				...node('Trigger', 'n8n-nodes-rcs-business-messaging.rbmTrigger', 1, {
					registration: 'manual',
					events: ['TEXT'],
				}),
				webhookId: WEBHOOK.split('/')[2]!,
				credentials,
			},
			...nodes,
			{
				...node('Answer', 'n8n-nodes-rcs-business-messaging.rbm', 1, {
					agentId: { __rl: true, mode: 'id', value: '={{ $json.agentId }}' },
					phoneNumber: '={{ $json.phoneNumber }}',
					text: '=Answer to {{ $json.text }}',
					options,
				}),
				credentials,
			},
		];
		const links = chain.slice(1).map(({ name: to }, index) => {
			const link = { node: to, type: 'main' as const, index: 0 };
			return [chain[index]!.name, { main: [[link]] }];
		});
		({ id: workflowId } = await host.client.saveWorkflow({
			name: 'Answer Everybody',
			nodes: chain,
			connections: Object.fromEntries(links),
		}));
		await host.client.activate(workflowId);
		await control('PUT', `/agents/${AGENT}/webhook`, {
			url: gate.url + WEBHOOK,
			clientToken: CLIENT_TOKEN,
		});
	});
	afterAll(async () => {
		await host?.stop();
		await Promise.all([gate?.close(), emulator?.close()]);
	});

	const control = async (method: string, path: string, body?: object) =>
		await controlEmulator(emulator, method, path, body);

	/** Anna writes; half of it is posted twice, and some of it in another order. */
	async function write(when: string, count: number): Promise<void> {
		for (const kind of ['duplicate', 'reorder', 'duplicate']) {
			await control('POST', `/agents/${AGENT}/webhook/faults`, { kind, times: count / 4 });
		}
		for (let index = 0; index < count; index++) {
			const text = `${when} ${index}`;
			await control('POST', `/phones/${ANNA}/conversations/${AGENT}/messages`, { text });
			sent.push(text);
		}
	}

	/** The events that Anna's phone shows an answer to, one for each answer. */
	const answered = () =>
		emulator
			.view()
			.conversations.flatMap(({ entries }) => entries)
			.flatMap((entry) => (entry.from === 'agent' ? [entry.content.text ?? ''] : []))
			.map((text) => text.replace('Answer to ', ''));

	const untilAnswered = (count: number) =>
		waitFor(() => (answered().length >= count ? true : undefined), {
			what: `${count} answers`,
			timeoutMs: 60_000,
		});

	async function executions(): Promise<Execution[]> {
		const all = await host.client.listExecutions(workflowId);
		return await Promise.all(all.map(({ id }) => host.client.getExecution(id)));
	}

	it(
		'has answered everybody once when all is over',
		async () => {
			await write('before', 24);
			await untilAnswered(24);
			// Handled, but Google does not hear of it: these come again when n8n remembers nothing.
			gate.losesAnswerTo = (body) => textOf(body).startsWith('unheard');
			await write('unheard', 8);
			await untilAnswered(32);
			expect((await executions()).map(eventOf).sort()).toEqual([...sent].sort());

			await write('stopping', 32);
			await untilAnswered(36);
			const endedAt = Date.now();
			await host.end(signal);
			gate.open = false;
			gate.losesAnswerTo = () => false;
			await write('outage', 24);
			await host.start();
			gate.open = true;
			await write('after', 24);
			await waitFor(() => (emulator.webhooks.view(AGENT)?.pending === 0 ? true : undefined), {
				what: 'all posts to be acknowledged',
				timeoutMs: 120_000,
			});
			await waitFor(
				async () => {
					const all = await host.client.listExecutions(workflowId);
					return all.every(({ status }) => !['new', 'running'].includes(status)) ? true : undefined;
				},
				{ what: 'all executions to end', timeoutMs: 60_000 },
			);
			const ended = await executions();

			// Nothing is lost: whatever Google was told, n8n has an execution of it.
			expect(new Set(ended.map(eventOf))).toEqual(new Set(sent));
			// As long as one n8n lives, no event starts it twice; across the end, the unheard ones do.
			const ofFirstLife = ended.filter(({ startedAt }) => Date.parse(startedAt) < endedAt);
			expect(repeatedIn(ofFirstLife.map(eventOf))).toEqual([]);
			expect(repeatedIn(ended.map(eventOf))).toEqual(
				expect.arrayContaining(sent.filter((text) => text.startsWith('unheard'))),
			);
			// But nobody is answered twice.
			expect(repeatedIn(answered())).toEqual([]);

			// What a kill cut off is acknowledged; n8n marks it, and it is up to people to retry it.
			const crashed = ended.filter(({ status }) => status === 'crashed');
			expect(ended.length - ended.filter(({ status }) => status === 'success').length).toBe(
				crashed.length,
			);
			const unanswered = () => sent.filter((text) => !answered().includes(text));
			expect(crashed.map(eventOf)).toEqual(expect.arrayContaining(unanswered()));
			// Remove Duplicates takes another try for a repeat, so the rest is for IDs only.
			if (protection === 'sendOnceKey') {
				if (signal === 'SIGTERM') expect(unanswered()).toEqual([]);
				for (const { id } of crashed) {
					expect((await host.client.retryExecution(id)).status).toBe('success');
				}
				expect(answered().sort()).toEqual([...sent].sort());
			}
		},
		LIMIT_MS,
	);
});

it('loses what comes while n8n starts, unless something in front waits for its readiness', async () => {
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const starting = startTestHost({}, port);
	try {
		const answer = await waitFor(
			async () => {
				const response = await fetch(url + WEBHOOK, { method: 'POST' });
				const text = await response.text();
				const readiness = (await fetch(`${url}/healthz/readiness`)).status;
				return response.ok ? { status: response.status, text, readiness } : undefined;
			},
			{ what: 'n8n to answer while it starts', timeoutMs: 60_000 },
		);
		// n8n's own answer, before any node is asked. Google takes it for an acknowledgement.
		expect(answer).toEqual({
			status: 200,
			text: 'n8n is starting up. Please wait',
			readiness: 503,
		});
	} finally {
		await (await starting).stop();
	}
});
