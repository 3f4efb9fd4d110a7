/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- reason: runs beside n8n, never inside it */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';

import { n8nEnvironment } from './environment';
import { findNode } from './nodeBinary';
import { waitFor } from './wait';

const END_WITH_PARENT = join(__dirname, 'endWithParent.cjs');
const HOST_FOLDER = resolve(__dirname, '../../test/host');

const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 10_000;
const LOG_LIMIT = 1_000_000;

export interface N8nOptions {
	/** Holds all that n8n writes, in `.n8n`. */
	userFolder: string;
	port: number;
	/** Which of n8n's processes; all but `start` belong to queue mode. */
	command?: 'start' | 'webhook' | 'worker';
	/** Settings on top of, or instead of, our own. */
	env?: Record<string, string>;
	/** Sees what n8n prints, as it prints it. */
	onOutput?: (text: string) => void;
}

/** An n8n that answers. */
export interface RunningN8n {
	/** Without a slash at the end. */
	url: string;
	pid: number;
	/** What it printed so far. */
	log(): string;
	/** Ends it and waits until it is gone; safe to call again. */
	stop(): Promise<void>;
	/** Settles when it has ended, for whatever reason. */
	exited: Promise<void>;
}

/** Fails if somebody listens on the port; 0 stands for any free one. */
async function claimPort(port: number): Promise<number> {
	const server = createServer();
	const listening = once(server, 'listening');
	server.listen(port, '127.0.0.1');
	await listening;
	const claimed = (server.address() as AddressInfo).port;
	await new Promise((done) => server.close(done));
	return claimed;
}

/** A port nobody listens on at the moment. */
export function freePort(): Promise<number> {
	return claimPort(0);
}

/** Every process has this one; `/healthz` itself answers before the database is ready. */
async function answers(url: string): Promise<true | undefined> {
	const response = await fetch(`${url}/healthz/readiness`);
	await response.arrayBuffer();
	return response.ok ? true : undefined;
}

/**
 * Starts the n8n of test/host and waits until it answers.
 *
 * @throws with the end of n8n's log if it ends before that or takes too long
 */
export async function startN8n(options: N8nOptions): Promise<RunningN8n> {
	const { userFolder, port, command = 'start', env, onOutput } = options;
	// Or else another program's answer on this port would pass for n8n's.
	await claimPort(port).catch((cause: unknown) => {
		throw new Error(`n8n cannot start: port ${port} is taken by another program`, { cause });
	});
	mkdirSync(userFolder, { recursive: true });
	const settings = { hostFolder: HOST_FOLDER, userFolder, port, brokerPort: await freePort() };
	const child = spawn(
		findNode(HOST_FOLDER),
		[`--require=${END_WITH_PARENT}`, join(HOST_FOLDER, 'node_modules/n8n/bin/n8n'), command],
		{
			// n8n reads a .env file from where it is started.
			cwd: userFolder,
			env: { ...n8nEnvironment(settings), ...env },
			stdio: 'pipe',
		},
	);

	let log = '';
	const collect = (text: string) => {
		log = (log + text).slice(-LOG_LIMIT);
		onOutput?.(text);
	};
	child.stdout.setEncoding('utf8').on('data', collect);
	child.stderr.setEncoding('utf8').on('data', collect);

	let ended: string | undefined;
	const exited = new Promise<void>((done) => {
		child.once('error', (error) => {
			ended = error.message;
			done();
		});
		child.once('close', (code, signal) => {
			ended ??= signal ?? `exit code ${code}`;
			done();
		});
	});

	const stop = async () => {
		child.stdin.end();
		const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
		await exited;
		clearTimeout(timer);
	};

	const url = `http://127.0.0.1:${port}`;
	try {
		await waitFor(async () => (ended !== undefined ? true : await answers(url)), {
			what: 'n8n to answer',
			timeoutMs: START_LIMIT_MS,
		});
		if (ended !== undefined) throw new Error(`n8n ended while starting (${ended})`);
	} catch (error) {
		await stop();
		const tail = log.trimEnd().split('\n').slice(-40).join('\n');
		throw new Error(`${(error as Error).message}. The end of its log:\n${tail}`, { cause: error });
	}
	return { url, pid: child.pid!, log: () => log, stop, exited };
}
