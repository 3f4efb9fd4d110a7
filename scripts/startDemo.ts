/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- reason: runs beside n8n, never inside it */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createEmulator, type Emulator } from '../emulator/emulator';
import {
	installPackage,
	N8nClient,
	startN8n,
	withCredential,
	type Credential,
	type RunningN8n,
	type Workflow,
	type WorkflowInput,
} from './n8n';

/** The login of the demo's n8n, which nobody but this machine can reach. */
export const DEMO_OWNER = {
	email: 'demo@example.com',
	password: 'RcsDemo1',
	firstName: 'Demo',
	lastName: 'User',
};

/** Secret of the demo's webhooks; the emulator signs with it. */
export const DEMO_CLIENT_TOKEN = 'demo-client-token-that-everybody-knows';

/** The example workflows, and the agent whose events each receives: an agent has one webhook. */
export const EXAMPLES = [
	{ file: 'answer-with-replies.json', agentId: 'acme_support_agent' },
	{ file: 'fall-back-to-sms.json', agentId: 'acme_parcels_agent' },
] as const;

const TRIGGER = 'n8n-nodes-rcs-business-messaging.rbmTrigger';

export interface DemoOptions {
	/** The repository; its package must be built. */
	root: string;
	/** Keeps n8n's data between starts. */
	userFolder: string;
	/** 0 takes a free one. */
	emulatorPort: number;
	n8nPort: number;
	onProgress?: (line: string) => void;
}

/** Emulator and n8n, connected and ready to play with. */
export interface Demo {
	emulator: Emulator;
	n8n: RunningN8n;
	client: N8nClient;
	credential: Credential;
	/** By the order of EXAMPLES. */
	workflows: Workflow[];
	formUrl: string;
	stop(): Promise<void>;
}

/** Where n8n serves the webhook of a workflow's RBM trigger. */
function webhookUrl(n8nUrl: string, { name, nodes }: Workflow): string {
	const trigger = nodes.find(({ type }) => type === TRIGGER);
	if (!trigger?.webhookId) throw new Error(`Workflow "${name}" has no RBM trigger any more`);
	return `${n8nUrl}/webhook/${trigger.webhookId}/rbm`;
}

/** Tells the emulator where an agent's events go, as one tells Google in the console. */
async function registerWebhook(emulator: Emulator, agentId: string, url: string): Promise<void> {
	const response = await fetch(`${emulator.url}/emulator/agents/${agentId}/webhook`, {
		method: 'PUT',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ url, clientToken: DEMO_CLIENT_TOKEN }),
	});
	if (!response.ok) throw new Error(`The webhook of ${agentId}: ${await response.text()}`);
}

/** Brings an example in; one that is there already is left as it was edited. */
async function bringExample(
	client: N8nClient,
	root: string,
	file: string,
	credential: Credential,
): Promise<Workflow> {
	const example = JSON.parse(readFileSync(join(root, 'examples', file), 'utf8')) as WorkflowInput;
	const existing = (await client.listWorkflows()).find(({ name }) => name === example.name);
	const { id, active } =
		existing ?? (await client.saveWorkflow(withCredential(example, credential)));
	return active ? await client.getWorkflow(id) : await client.activate(id);
}

async function startEmulator(port: number): Promise<Emulator> {
	return await createEmulator({ port }).catch((error: NodeJS.ErrnoException) => {
		throw error.code === 'EADDRINUSE'
			? new Error(
					`The emulator cannot start: port ${port} is taken by another program. Set EMULATOR_PORT to another one.`,
				)
			: error;
	});
}

/**
 * Starts the emulator and an n8n with the packed package, an owner, a credential for the emulator and
 * the example workflows, active and registered.
 *
 * @throws with a sentence for people, a taken port for one; nothing is left running then
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
	const { root, userFolder, onProgress = () => {} } = options;
	const emulator = await startEmulator(options.emulatorPort);
	let n8n: RunningN8n | undefined;
	const stop = async () => {
		await n8n?.stop();
		await emulator.close();
	};
	try {
		installPackage(root, userFolder);
		n8n = await startN8n({ userFolder, port: options.n8nPort });
		onProgress('n8n answers, now the credential and the workflows …');
		const client = new N8nClient(n8n.url);
		await client.signIn(DEMO_OWNER);
		const credential = await client.saveCredential({
			name: 'RCS Business Messaging (Emulator)',
			type: 'rbmServiceAccountApi',
			data: {
				privateKeyJson: JSON.stringify(emulator.serviceAccountKey),
				webhookClientToken: DEMO_CLIENT_TOKEN,
				endpoint: 'custom',
				baseUrl: emulator.url,
				accessToken: '',
			},
		});
		const workflows: Workflow[] = [];
		for (const { file, agentId } of EXAMPLES) {
			const workflow = await bringExample(client, root, file, credential);
			await registerWebhook(emulator, agentId, webhookUrl(n8n.url, workflow));
			workflows.push(workflow);
		}
		const formUrl = `${n8n.url}/form/notify-a-customer`;
		return { emulator, n8n, client, credential, workflows, formUrl, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
