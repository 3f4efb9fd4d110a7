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
		const state = this.stateOf(key);
		if (state === 'new') this.put(key, undefined);
		return state;
	}

	/** Ends a claim: done, or forgotten so that another try is new. */
	settle(key: string, done: boolean): void {
		if (done) this.put(key, this.now());
		else this.keys.delete(key);
	}

	/** Whether a key is known, done or under way; it is forgotten then. */
	take(key: string): boolean {
		const isKnown = this.stateOf(key) !== 'new';
		this.keys.delete(key);
		return isKnown;
	}

	private stateOf(key: string): Claim {
		if (!this.keys.has(key)) return 'new';
		const done = this.keys.get(key);
		if (done === undefined) return 'underWay';
		return this.now() - done <= this.lifetimeMs ? 'done' : 'new';
	}

	/** Makes a key the newest; the oldest go when there are too many. */
	private put(key: string, done: number | undefined): void {
		this.keys.delete(key);
		this.keys.set(key, done);
		for (const oldest of this.keys.keys()) {
			if (this.keys.size <= this.capacity) return;
			this.keys.delete(oldest);
		}
	}
}
