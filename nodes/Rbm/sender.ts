import { isTransient, outcomeOf, type RawAnswer, type RbmOutcome } from '../../rbm/outcome';
import type { RbmRequest } from '../../rbm/request';
import type { Perform } from './transport';

/** What the sender needs from outside; time and chance are parameters so that tests never wait. */
export interface SenderOptions {
	perform: Perform;
	/** Waits so many milliseconds. */
	sleep: (milliseconds: number) => Promise<unknown>;
	/** A number from 0 up to 1. */
	random: () => number;
	/** Requests under way at a time. n8n opens a connection for each, so a few at once pay off. */
	concurrency: number;
	/** True when no further request may start: a failure ended the run, or the user stopped it. */
	isStopped: () => boolean;
}

/** Tries per request: the first and three more, after about 1, 2 and 4 seconds. */
const TRIES = 4;
const LONGEST_WAIT_SECONDS = 60;

/** Exponential backoff with jitter; the platform's own wish goes first. */
function waitMilliseconds(attempt: number, answer: RawAnswer, random: () => number): number {
	const wished = answer.httpStatus === undefined ? undefined : answer.retryAfterSeconds;
	const seconds = wished ?? 2 ** attempt * (0.75 + random() / 2);
	return Math.min(seconds, LONGEST_WAIT_SECONDS) * 1000;
}

/** A DELETE that worked, but whose answer was lost, says 404 the next time: that proves nothing. */
const UNCLEAR: RbmOutcome = {
	kind: 'failed',
	message:
		'Unclear whether it was taken back: an earlier try got no answer, and now there is nothing of this ID',
	hint: 'It may have worked the first time. Wait for the delivery event, or decide as if it had failed.',
};

/**
 * Sends one request until it has an outcome. What may pass is tried again under the same ID, which
 * RBM ignores if the first try arrived after all.
 */
async function send(request: RbmRequest, options: SenderOptions): Promise<RbmOutcome> {
	const tries = request.once ? 1 : TRIES;
	for (let attempt = 0; ; attempt++) {
		const answer = await options.perform(request);
		if ('credentialProblem' in answer) {
			return { kind: 'failed', message: answer.credentialProblem, hint: '' };
		}
		if (isTransient(answer) && attempt < tries - 1 && !options.isStopped()) {
			await options.sleep(waitMilliseconds(attempt, answer, options.random));
			continue;
		}
		const outcome = outcomeOf(answer, request);
		const isUnclear = request.method === 'DELETE' && attempt > 0 && outcome.kind === 'unreachable';
		return isUnclear ? UNCLEAR : outcome;
	}
}

/**
 * Sends requests, a few at a time, and hands each outcome over as it comes. Order is kept by index:
 * `onOutcome` gets the request's position in the list. Requests that were not started when
 * `isStopped` turned true have no outcome.
 */
export async function sendAll(
	requests: readonly RbmRequest[],
	onOutcome: (index: number, outcome: RbmOutcome) => void,
	options: SenderOptions,
): Promise<void> {
	let next = 0;
	const worker = async () => {
		while (next < requests.length && !options.isStopped()) {
			const index = next++;
			onOutcome(index, await send(requests[index]!, options));
		}
	};
	await Promise.all(Array.from({ length: options.concurrency }, worker));
}
