import type { Clock } from '../clock';

/** Lets a number of things happen in any stretch of time of a given length. */
export class RateLimit {
	private times: number[] = [];

	constructor(
		private readonly clock: Clock,
		private readonly limit: number,
		private readonly windowMs: number,
	) {}

	/** Takes one, if there is one left. What is refused does not count. */
	take(): boolean {
		const now = this.clock.now();
		this.times = this.times.filter((time) => now - time < this.windowMs);
		if (this.times.length >= this.limit) return false;
		this.times.push(now);
		return true;
	}

	clear(): void {
		this.times = [];
	}
}
