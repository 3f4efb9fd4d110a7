/** What is known of a key: nothing, under way, or done. */
export type Claim = 'new' | 'underWay' | 'done';

/**
 * Remembers what was handled lately, so that a repeated post starts nothing. It lives in one process
 * and forgets: that stops the usual repetition, which comes within minutes, and no more.
 *
 * A key is claimed before its event is handed on, and settled afterwards: only what n8n has taken is
 * done. What failed is forgotten, so that Google's next try counts.
 */
export class RecentEvents {
	/** Oldest first; the value is when it was done, or undefined while under way. */
	private readonly keys = new Map<string, number | undefined>();

	/**
	 * @param capacity most keys kept
	 * @param lifetimeMs how long a key is kept
	 * @param now milliseconds since 1970
	 */
	constructor(
		private readonly capacity: number,
		private readonly lifetimeMs: number,
		private readonly now: () => number = Date.now,
	) {}

	/** Claims a key if it is new. */
	claim(key: string): Claim {
		const done = this.keys.get(key);
		if (done !== undefined && this.now() - done <= this.lifetimeMs) return 'done';
		if (done === undefined && this.keys.has(key)) return 'underWay';
		this.keys.delete(key);
		this.keys.set(key, undefined);
		this.shrink();
		return 'new';
	}

	/** Ends a claim: done, or forgotten so that another try is new. */
	settle(key: string, done: boolean): void {
		this.keys.delete(key);
		if (done) this.keys.set(key, this.now());
	}

	/** Whether a key is known, done or under way; it is forgotten then. */
	take(key: string): boolean {
		const done = this.keys.get(key);
		const isKnown =
			this.keys.has(key) && (done === undefined || this.now() - done <= this.lifetimeMs);
		this.keys.delete(key);
		return isKnown;
	}

	private shrink(): void {
		for (const key of this.keys.keys()) {
			if (this.keys.size <= this.capacity) return;
			this.keys.delete(key);
		}
	}
}
