import { isTransient, outcomeOf, type RawAnswer, type RbmOutcome } from '../../rbm/outcome';
import type { RbmRequest } from '../../rbm/request';
import type { Pace } from './pace';
import type { CredentialProblem, Perform } from './transport';

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

/** Tries that may fail: the first and three more, after about 1, 2 and 4 seconds. */
const TRIES = 4;
/** A 429 says "not now", not "not at all": with the pause growing to a minute, some minutes of it. */
const TRIES_IF_THROTTLED = 10;
const LONGEST_WAIT_SECONDS = 60;

function retryAfter(answer: RawAnswer | CredentialProblem): number | undefined {
	return 'retryAfterSeconds' in answer ? answer.retryAfterSeconds : undefined;
}

/** Exponential backoff with jitter; the platform's own wish goes first. */
export function waitMilliseconds(attempt: number, answer: RawAnswer, random: () => number): number {
	const seconds = retryAfter(answer) ?? 2 ** attempt * (0.75 + random() / 2);
	return Math.min(seconds, LONGEST_WAIT_SECONDS) * 1000;
}

/** Whether the platform asks for less: a 429, or "unavailable" with a time to come back. */
function isThrottled(answer: RawAnswer | CredentialProblem): boolean {
	if (!('httpStatus' in answer)) return false;
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

	/** Does something in a slot of its own. */
	async use<T>(action: () => Promise<T>): Promise<T> {
		if (this.free > 0) this.free--;
		else await new Promise<void>((resolve) => this.line.push(resolve));
		try {
			return await action();
		} finally {
			const next = this.line.shift();
			if (next) next();
			else this.free++;
		}
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
 * @param onEnd is not called when sending was stopped before the first try
 */
async function send(
	request: RbmRequest,
	onEnd: (sent: Sent) => void,
	slots: Slots,
	spread: Spread,
	{ pace, perform, wait, now, random, isStopped }: SenderOptions,
): Promise<void> {
	let start: number | undefined;
	let throttled = 0;
	/** Tries that ended with a 429, and those that failed otherwise: neither uses up the other's. */
	let refused = 0;
	let failed = 0;
	let last: Sent | undefined;
	/** @returns milliseconds until the next try, if there is to be one */
	const attempt = async (): Promise<number | undefined> => {
		const turn = pace.book();
		const pause = Math.max(turn.wait, spread.book());
		if (pause > 0) await wait(pause);
		if (isStopped()) return undefined;
		const began = now();
		start ??= began;
		const answer = await perform(request);
		spread.took(now() - began);
		const wantsLess = isThrottled(answer);
		if (wantsLess) throttled++;
		last = {
			outcome: settle(answer, request, failed > 0),
			tries: refused + failed + 1,
			throttled,
			milliseconds: now() - start,
		};
		if ('credentialProblem' in answer) return undefined;
		if (wantsLess || !isTransient(answer)) {
			pace.heard(turn.period, wantsLess, Math.min(retryAfter(answer) ?? 0, LONGEST_WAIT_SECONDS));
		}
		if (!isTransient(answer) || request.once || isStopped()) return undefined;
		const [tries, most] =
			answer.httpStatus === 429 ? [++refused, TRIES_IF_THROTTLED] : [++failed, TRIES];
		return tries < most ? waitMilliseconds(tries - 1, answer, random) : undefined;
	};
	for (;;) {
		const again = await slots.use(async () => {
			const milliseconds = await attempt();
			// Before the slot goes to the next: an end may be a reason to stop.
			if (milliseconds === undefined && last) onEnd(last);
			return milliseconds;
		});
		if (again === undefined) return;
		await wait(again);
	}
}

/** @param mayHaveWorked whether an earlier try had no answer, or a failure of the platform's */
function settle(
	answer: RawAnswer | CredentialProblem,
	request: RbmRequest,
	mayHaveWorked: boolean,
): RbmOutcome {
	if ('credentialProblem' in answer) {
		return { kind: 'failed', message: answer.credentialProblem, hint: '' };
	}
	const outcome = outcomeOf(answer, request);
	const isUnclear = request.method === 'DELETE' && mayHaveWorked && outcome.kind === 'unreachable';
	return isUnclear ? UNCLEAR : outcome;
}

/** So many others may go on, for each one under way, while a request waits to be tried again. */
const WAITING_PER_SLOT = 2;

/**
 * Sends the requests of jobs in their order, a few at a time, and hands each end over as it comes.
 * Jobs are taken from the list when their turn comes, so that it need not hold them all. Those that
 * were not started when `isStopped` turned true have no end; those that wait for another try end as
 * they are.
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
	let broken: { error: unknown } | undefined;
	const isStopped = () => broken !== undefined || options.isStopped();
	const worker = async () => {
		while (!isStopped()) {
			const { value: job, done } = await iterator.next();
			if (done) return;
			const onEnd = (sent: Sent) => onSent(job, sent);
			await send(job.request, onEnd, slots, spread, { ...options, isStopped });
		}
	};
	const workers = Array.from({ length: options.concurrency * WAITING_PER_SLOT }, async () => {
		await worker().catch((error: unknown) => (broken ??= { error }));
	});
	// Those under way have their end first, also when the list broke.
	await Promise.all(workers);
	if (broken) throw broken.error;
}
