/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- reason: runs beside n8n, never inside it */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createEmulator, type Emulator } from '../emulator/emulator';
import { emulatorCredential } from './emulatorCredential';
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

/** The example workflows; each receives the events of another of the emulator's agents. */
export const EXAMPLES = ['answer-with-replies.json', 'fall-back-to-sms.json'] as const;

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

/**
 * Brings an example in and publishes it, which registers its webhook. One that is there already is left
 * as it was edited; it is published again, since the emulator has forgotten its webhook.
 */
async function bringExample(
	client: N8nClient,
	root: string,
	file: string,
	credential: Credential,
): Promise<Workflow> {
	const example = JSON.parse(readFileSync(join(root, 'examples', file), 'utf8')) as WorkflowInput;
	const existing = (await client.listWorkflows()).find(({ name }) => name === example.name);
	if (!existing) {
		const { id } = await client.saveWorkflow(withCredential(example, credential));
		return await client.activate(id);
	}
	const path = `/workflows/${existing.id}`;
	const { activeVersionId } = await client.request<{ activeVersionId: string | null }>('GET', path);
	if (activeVersionId === null) return await client.activate(existing.id);
	await client.deactivate(existing.id);
	return await client.request('POST', `${path}/activate`, { versionId: activeVersionId });
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
 * the example workflows, published.
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
		const credential = await client.saveCredential(
			emulatorCredential(emulator, DEMO_CLIENT_TOKEN, 'RCS Business Messaging (Emulator)'),
		);
		const workflows: Workflow[] = [];
		for (const file of EXAMPLES) {
			workflows.push(await bringExample(client, root, file, credential));
		}
		const formUrl = `${n8n.url}/form/notify-a-customer`;
		return { emulator, n8n, client, credential, workflows, formUrl, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
