import type { Clock, Timer } from '../clock';
import type { WebhookEvent } from './payloads';

/** What can happen to a post on its way, as at-least-once delivery without order allows. */
export const DISTURBANCES = ['duplicate', 'reorder'] as const;
export type DisturbanceKind = (typeof DISTURBANCES)[number];

/** How long a post is held back for another one to overtake it. */
const HOLD_MS = 10_000;

/** Sends an event once; `acknowledged` runs when the webhook answers 200. */
export type SendEvent = (event: WebhookEvent, acknowledged?: () => void) => void;

/**
 * Disturbs the next posts of one agent: sends them twice, each time under another Pub/Sub ID, or holds
 * them back until the following one was acknowledged, or 10 s have passed.
 */
export class Disturbance {
	private upcoming: DisturbanceKind[] = [];
	/** Lets the post go that waits for another one to overtake it. */
	private overtaken: (() => void) | undefined;
	private readonly holding = new Set<Timer>();

	constructor(
		private readonly clock: Clock,
		private readonly send: SendEvent,
	) {}

	/** Posts held back now. */
	get held(): number {
		return this.holding.size;
	}

	/** Disturbs that many posts more. */
	add(kind: DisturbanceKind, times: number): void {
		for (let time = 0; time < times; time++) this.upcoming.push(kind);
	}

	/** Disturbs no more posts; what is held back goes its way. */
	clear(): void {
		this.upcoming = [];
		this.overtaken?.();
	}

	/** Forgets everything, posts held back included. */
	stop(): void {
		this.upcoming = [];
		this.overtaken = undefined;
		for (const timer of this.holding) timer.cancel();
		this.holding.clear();
	}

	post(event: WebhookEvent, acknowledged?: () => void): void {
		const release = this.overtaken;
		if (release) {
			this.overtaken = undefined;
			this.send(event, () => {
				acknowledged?.();
				release();
			});
			return;
		}
		const kind = this.upcoming.shift();
		if (kind === 'reorder') {
			this.hold(event, acknowledged);
			return;
		}
		this.send(event, acknowledged);
		if (kind === 'duplicate') this.send(event, acknowledged);
	}

	private hold(event: WebhookEvent, acknowledged?: () => void): void {
		const release = () => {
			if (!this.holding.delete(timer)) return;
			timer.cancel();
			if (this.overtaken === release) this.overtaken = undefined;
			this.send(event, acknowledged);
		};
		const timer = this.clock.setTimer(HOLD_MS, release);
		this.holding.add(timer);
		this.overtaken = release;
	}
}
