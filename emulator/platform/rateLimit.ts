import type { Clock } from '../clock';

/** Lets a number of things happen in any stretch of time of a given length. */
export class RateLimit {
	/** When each of those in the window was taken, oldest first. */
	private times: number[] = [];

	constructor(
		private readonly clock: Clock,
		private readonly limit: number,
		private readonly windowMs: number,
	) {}

	/** Takes one, if there is one left. What is refused does not count. */
	take(limit = this.limit): boolean {
		const now = this.clock.now();
		while (this.times.length > 0 && now - this.times[0]! >= this.windowMs) this.times.shift();
		if (this.times.length >= limit) return false;
		this.times.push(now);
		return true;
	}

	clear(): void {
		this.times = [];
	}
}
