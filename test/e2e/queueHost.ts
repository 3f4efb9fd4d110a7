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
	type RunningN8n,
} from '../../scripts/n8n';
import { OWNER } from './host';
import { startPostgres, startRedis } from './services';

/** An n8n in queue mode: three processes that share a database and a queue, and no files. */
export interface QueueHost {
	/** Serves the editor. */
	main: RunningN8n;
	/** Takes what is posted to production webhooks. */
	webhook: RunningN8n;
	/** Runs the executions. */
	worker: RunningN8n;
	client: N8nClient;
	/** Ends all of it and removes all it wrote. */
	stop(): Promise<void>;
}

/** Starts one of each, with the built package in each, and creates the owner. */
export async function startQueueHost(): Promise<QueueHost> {
	const folder = mkdtempSync(join(tmpdir(), 'queue-e2e-'));
	/** Ends what was started, the newest first. */
	const endings = [async () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })];
	const stop = async () => {
		for (const end of endings.splice(0).reverse()) await end();
	};
	try {
		const redis = await startRedis();
		endings.push(redis.stop);
		const postgres = await startPostgres();
		endings.push(postgres.stop);
		const [mainPort, webhookPort, workerPort] = [
			await freePort(),
			await freePort(),
			await freePort(),
		];
		const shared = {
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redis.port),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(postgres.port),
			DB_POSTGRESDB_USER: 'postgres',
			DB_POSTGRESDB_DATABASE: 'postgres',
			// The processes of a real installation are behind one address that sends each path to its place.
			N8N_WEBHOOK_URL: `http://127.0.0.1:${webhookPort}/`,
		};
		const start = async (
			command: NonNullable<N8nOptions['command']>,
			port: number,
			env: Record<string, string> = {},
		) => {
			const userFolder = join(folder, command);
			installPackage(resolve(__dirname, '../..'), userFolder);
			const n8n = await startN8n({ command, userFolder, port, env: { ...shared, ...env } });
			endings.push(n8n.stop);
			return n8n;
		};
		// It brings the database up to date, so the others come after it.
		const main = await start('start', mainPort, { N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true' });
		const webhook = await start('webhook', webhookPort);
		const worker = await start('worker', workerPort, {
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(workerPort),
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		});
		const client = new N8nClient(main.url);
		await client.signIn(OWNER);
		return { main, webhook, worker, client, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
