import { signPayload } from '../../rbm/signature';
import type { Clock, Timer } from '../clock';
import type { PreparedPost } from './envelope';
import type { WebhookTarget } from './handshake';
import { post } from './post';

const FIRST_WAIT_MS = 1000;
/** Longest time between two tries (guides/integrate/webhooks). */
const LONGEST_WAIT_MS = 600_000;
/** After this an event is dropped (guides/integrate/webhooks). */
const KEEP_MS = 7 * 24 * 60 * 60 * 1000;
/** Posts under way at once to one webhook; Google's figure is not known. */
const CONCURRENCY = 10;

export interface SenderOptions {
	clock: Clock;
	/** Divides the waits between tries, for demos; 1 is Google's pace. */
	timeScale: number;
	/** Called when the number of pending posts or the last problem changes. */
	changed(): void;
}

interface QueuedPost extends PreparedPost {
	acknowledged?: () => void;
	firstTry: number;
	/** Tries that failed since the target was last set. */
	failures: number;
}

/** Wait before the next try: 1 s doubling to 600 s. Only growth and the maximum are published. */
function waitAfter(failures: number): number {
	return Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
}

/**
 * Posts the events of one agent until each is acknowledged with 200, or 7 days have passed. Starts in
 * order, up to ten at once; nothing keeps the order after that, as with Google. A failing post does
 * not hold the others up.
 */
export class WebhookSender {
	private readonly queue: QueuedPost[] = [];
	private readonly waiting = new Map<QueuedPost, Timer>();
	private readonly cancel = new AbortController();
	private inFlight = 0;
	lastProblem: string | undefined;

	constructor(
		private current: WebhookTarget,
		private readonly options: SenderOptions,
	) {}

	get target(): WebhookTarget {
		return this.current;
	}

	/** Posts not yet acknowledged. */
	get pending(): number {
		return this.queue.length + this.waiting.size + this.inFlight;
	}

	/** Those of them that failed and wait for their next try. */
	get waitingForRetry(): number {
		return this.waiting.size;
	}

	enqueue(prepared: PreparedPost, acknowledged?: () => void): void {
		const firstTry = this.options.clock.now();
		this.queue.push({ ...prepared, acknowledged, firstTry, failures: 0 });
		this.pump();
	}

	/** Sends from now on to another place, and what waits for its next try at once. */
	retarget(target: WebhookTarget): void {
		this.current = target;
		this.lastProblem = undefined;
		for (const [queued, timer] of this.waiting) {
			timer.cancel();
			this.queue.push({ ...queued, failures: 0 });
		}
		this.waiting.clear();
		this.pump();
	}

	/** Drops everything, posts under way included. The sender cannot be used again. */
	stop(): void {
		this.queue.length = 0;
		for (const timer of this.waiting.values()) timer.cancel();
		this.waiting.clear();
		this.cancel.abort();
	}

	private pump(): void {
		while (this.inFlight < CONCURRENCY) {
			const queued = this.queue.shift();
			if (!queued) break;
			this.inFlight++;
			void this.send(queued);
		}
		this.options.changed();
	}

	private async send(queued: QueuedPost): Promise<void> {
		const { clock } = this.options;
		// Signed per try, so that a changed token applies; whether Google does so is not known.
		const { url, clientToken } = this.current;
		const headers = { 'x-goog-signature': signPayload(queued.signedBytes, clientToken) };
		const result = await post(
			url,
			'message_callback',
			queued.body,
			headers,
			clock,
			this.cancel.signal,
		);
		this.inFlight--;
		if (this.cancel.signal.aborted) return;
		if ('status' in result && result.status === 200) {
			this.lastProblem = undefined;
			queued.acknowledged?.();
		} else {
			this.lastProblem = 'failure' in result ? result.failure : `HTTP ${result.status}`;
			this.retryLater({ ...queued, failures: queued.failures + 1 });
		}
		this.pump();
	}

	private retryLater(queued: QueuedPost): void {
		const { clock, timeScale } = this.options;
		const wait = waitAfter(queued.failures) / timeScale;
		if (clock.now() + wait - queued.firstTry > KEEP_MS) return;
		const timer = clock.setTimer(wait, () => {
			this.waiting.delete(queued);
			this.queue.push(queued);
			this.pump();
		});
		this.waiting.set(queued, timer);
	}
}
