/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- reason: runs beside n8n, never inside it */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import {
	freePort,
	installPackage,
	N8nClient,
	startN8n,
	type N8nOptions,
	type Owner,
} from '../../scripts/n8n';

export const OWNER: Owner = { email: 'owner@example.com', password: 'Not a secret 1' };

/** A new n8n with our package in it, and somebody logged in. */
export interface TestHost {
	url: string;
	client: N8nClient;
	/** What n8n printed so far. */
	log(): string;
	/** Ends n8n the way a system does, and keeps all it wrote. SIGTERM asks, SIGKILL does not. */
	end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
	/** Starts it again where it was, once it has ended. */
	start(): Promise<void>;
	/** Ends n8n and removes all it wrote. */
	stop(): Promise<void>;
}

/** Starts an n8n that knows nothing yet but the built package, and creates its owner. */
export async function startTestHost(env: N8nOptions['env'] = {}, port?: number): Promise<TestHost> {
	const userFolder = mkdtempSync(join(tmpdir(), 'n8n-e2e-'));
	const remove = () => rmSync(userFolder, { recursive: true, force: true, maxRetries: 3 });
	try {
		installPackage(resolve(__dirname, '../..'), userFolder);
		const options = { userFolder, port: port ?? (await freePort()), env };
		let n8n = await startN8n(options);
		const client = new N8nClient(n8n.url);
		await client.signIn(OWNER);
		return {
			url: n8n.url,
			client,
			log: () => n8n.log(),
			async end(signal) {
				process.kill(n8n.pid, signal);
				await n8n.exited;
			},
			async start() {
				n8n = await startN8n(options);
			},
			async stop() {
				await n8n.stop();
				remove();
			},
		};
	} catch (error) {
		remove();
		throw error;
	}
}
