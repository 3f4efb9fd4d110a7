/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

import { findNode } from '../../scripts/n8n/nodeBinary';
import type { Answer, Handlers, Question } from './serve';

/** The n8n of the end-to-end tests; its Node runs every worker. */
export const HOST_FOLDER = resolve(__dirname, '../../test/host');

/** Sends what goes to Twilio and Meta to this machine, in whatever process loads it. */
export const REDIRECT = join(__dirname, 'redirect.cjs');

/** A process of its own that answers what is asked of it. */
export interface Worker<H extends Handlers> {
	ask<Name extends keyof H & string>(
		name: Name,
		...args: Parameters<H[Name]>
	): Promise<Awaited<ReturnType<H[Name]>>>;
	end(): Promise<void>;
}

/**
 * Starts a file of this folder in a process of its own, with the Node that n8n needs.
 *
 * @param env settings on top of this process's own
 */
export function startWorker<H extends Handlers>(
	file: string,
	env: Record<string, string> = {},
): Worker<H> {
	const child = fork(join(__dirname, file), [], {
		execPath: findNode(HOST_FOLDER),
		execArgv: ['--require', REDIRECT, '--import', 'tsx'],
		env: { ...process.env, ...env },
		serialization: 'advanced',
	});
	const waiting = new Map<number, (answer: Answer) => void>();
	let last = 0;
	child.on('message', (answer: Answer) => {
		waiting.get(answer.id)?.(answer);
		waiting.delete(answer.id);
	});
	const exited = once(child, 'exit').then(([code, signal]) => {
		for (const [id, settle] of waiting) settle({ id, error: `${file} ended (${signal ?? code})` });
		waiting.clear();
	});
	return {
		async ask(name, ...args) {
			const id = ++last;
			const question: Question = { id, name, args };
			const { error, value } = await new Promise<Answer>((settle) => {
				waiting.set(id, settle);
				child.send(question);
			});
			if (error !== undefined) throw new Error(`${name}: ${error}`);
			return value as never;
		},
		async end() {
			if (child.connected) child.disconnect();
			await exited;
		},
	};
}
