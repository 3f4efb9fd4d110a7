/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 50;

export interface WaitOptions {
	/** Names what is waited for in the error of a missed deadline. */
	what: string;
	timeoutMs?: number;
}

/**
 * Asks again and again until the answer is something, and returns it.
 *
 * @throws when the deadline passes; the last error of the question is its cause
 */
export async function waitFor<T>(
	question: () => Promise<T | undefined> | T | undefined,
	{ what, timeoutMs = 15_000 }: WaitOptions,
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	let cause: unknown;
	do {
		try {
			const answer = await question();
			if (answer !== undefined) return answer;
			cause = undefined;
		} catch (error) {
			cause = error;
		}
		await pause(POLL_MS);
	} while (Date.now() < deadline);
	throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${what}`, { cause });
}
