import { isTransient, outcomeOf, type RawAnswer, type RbmOutcome } from '../../rbm/outcome';
import type { RbmRequest } from '../../rbm/request';
import type { Pace } from './pace';
import type { Perform } from './transport';

/** What the sender needs from outside; time and chance are parameters so that tests never wait. */
export interface SenderOptions {
	perform: Perform;
	pace: Pace;
	/** Waits so many milliseconds, or until `isStopped` turns true. */
	wait: (milliseconds: number) => Promise<unknown>;
	/** Milliseconds since 1970. */
	now: () => number;
	/** A number from 0 up to 1. */
	random: () => number;
	/** Requests under way at a time. n8n opens a connection for each, so a few at once pay off. */
	concurrency: number;
	/** True when no further request may start: a failure ended the run, or the user stopped it. */
	isStopped: () => boolean;
}

/** How a request ended, and what it took. */
export interface Sent {
	outcome: RbmOutcome;
	/** 1 when the first try settled it. */
	tries: number;
	/** How many tries the platform refused for being too much. */
	throttled: number;
	/** From the start of the first try to the end of the last. */
	milliseconds: number;
}

/** Tries per request: the first and three more, after about 1, 2 and 4 seconds. */
const TRIES = 4;
/** A 429 says "not now", not "not at all": with the pause growing to a minute, some minutes of it. */
const TRIES_IF_THROTTLED = 10;
const LONGEST_WAIT_SECONDS = 60;

function retryAfter(answer: RawAnswer): number | undefined {
	return answer.httpStatus === undefined ? undefined : answer.retryAfterSeconds;
}

/** Exponential backoff with jitter; the platform's own wish goes first. */
export function waitMilliseconds(attempt: number, answer: RawAnswer, random: () => number): number {
	const seconds = retryAfter(answer) ?? 2 ** attempt * (0.75 + random() / 2);
	return Math.min(seconds, LONGEST_WAIT_SECONDS) * 1000;
}

/** Whether the platform asks for less: a 429, or "unavailable" with a time to come back. */
function isThrottled(answer: RawAnswer): boolean {
	return (
		answer.httpStatus === 429 || (answer.httpStatus === 503 && retryAfter(answer) !== undefined)
	);
}

/** A DELETE that worked, but whose answer was lost, says 404 the next time: that proves nothing. */
const UNCLEAR: RbmOutcome = {
	kind: 'failed',
	message:
		'Unclear whether it was taken back: an earlier try got no answer, and now there is nothing of this ID',
	hint: 'It may have worked the first time. Wait for the delivery event, or decide as if it had failed.',
};

/** Bounds how many requests are under way; whoever comes too early waits in line. */
class Slots {
	private readonly line: Array<() => void> = [];

	constructor(private free: number) {}

	async take(): Promise<void> {
		if (this.free > 0) this.free--;
		else await new Promise<void>((resolve) => this.line.push(resolve));
	}

	give(): undefined {
		const next = this.line.shift();
		if (next) next();
		else this.free++;
	}
}

/** Of the time between two starts that would keep all slots busy: less, so that none stays idle. */
const SPREAD = 0.9;

/**
 * Spreads the starts over the time that a call takes. Answers that come together are handled one by
 * one, then the next requests leave together: without this such bunches grow until all are in one,
 * and everybody waits for everybody.
 */
class Spread {
	private callMs = 0;
	private nextStart = 0;

	constructor(
		private readonly concurrency: number,
		private readonly now: () => number,
	) {}

	/** Books the next start. @returns milliseconds to wait for it */
	book(): number {
		const now = this.now();
		const start = Math.max(this.nextStart, now);
		this.nextStart = start + (SPREAD * this.callMs) / this.concurrency;
		return start - now;
	}

	took(milliseconds: number): void {
		this.callMs += (milliseconds - this.callMs) / 10;
	}
}

/**
 * Sends one request until it has an outcome. What may pass is tried again under the same ID, which
 * RBM ignores if the first try arrived after all.
 *
 * @returns undefined when sending was stopped before the first try
 */
async function send(
	request: RbmRequest,
	slots: Slots,
	spread: Spread,
	options: SenderOptions,
): Promise<Sent | undefined> {
	const { pace, perform, wait, now, random, isStopped } = options;
	let throttled = 0;
	let start: number | undefined;
	for (let tries = 1; ; tries++) {
		await slots.take();
		const turn = pace.book();
		const pause = Math.max(turn.wait, spread.book());
		if (pause > 0) await wait(pause);
		if (isStopped() && start === undefined) return slots.give();
		const began = now();
		start ??= began;
		const answer = await perform(request);
		spread.took(now() - began);
		slots.give();
		const done = (outcome: RbmOutcome): Sent => ({
			outcome,
			tries,
			throttled,
			milliseconds: now() - start!,
		});
		if ('credentialProblem' in answer) {
			return done({ kind: 'failed', message: answer.credentialProblem, hint: '' });
		}
		if (isThrottled(answer)) throttled++;
		pace.heard(
			turn.period,
			isThrottled(answer),
			Math.min(retryAfter(answer) ?? 0, LONGEST_WAIT_SECONDS),
		);
		const most = answer.httpStatus === 429 ? TRIES_IF_THROTTLED : TRIES;
		if (isTransient(answer) && !request.once && tries < most && !isStopped()) {
			await wait(waitMilliseconds(tries - 1, answer, random));
			if (!isStopped()) continue;
		}
		const outcome = outcomeOf(answer, request);
		const isUnclear = request.method === 'DELETE' && tries > 1 && outcome.kind === 'unreachable';
		return done(isUnclear ? UNCLEAR : outcome);
	}
}

/** So many others may go on, for each one under way, while a request waits to be tried again. */
const WAITING_PER_SLOT = 2;

/**
 * Sends the requests of jobs in their order, a few at a time, and hands each end over as it comes.
 * Jobs are taken from the list when their turn comes, so that it need not hold them all. Those that
 * were not started when `isStopped` turned true have no end.
 *
 * A request that waits for its next try lets others go on. When most have to wait, the platform is in
 * trouble, and no more are started.
 */
export async function sendAll<T extends { request: RbmRequest }>(
	jobs: Iterable<T> | AsyncIterable<T>,
	onSent: (job: T, sent: Sent) => void,
	options: SenderOptions,
): Promise<void> {
	const iterator =
		Symbol.asyncIterator in jobs ? jobs[Symbol.asyncIterator]() : jobs[Symbol.iterator]();
	const slots = new Slots(options.concurrency);
	const spread = new Spread(options.concurrency, options.now);
	const worker = async () => {
		while (!options.isStopped()) {
			const { value: job, done } = await iterator.next();
			if (done) return;
			const sent = await send(job.request, slots, spread, options);
			if (sent) onSent(job, sent);
		}
	};
	await Promise.all(Array.from({ length: options.concurrency * WAITING_PER_SLOT }, worker));
}
