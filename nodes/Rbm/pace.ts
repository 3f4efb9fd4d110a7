/** Answers are judged once there are so many, and a second has passed. */
const ENOUGH_ANSWERS = 40;
const ENOUGH_MS = 1000;
/** So many refusals are judged at once. */
const ALARMING_REFUSALS = 8;
/** Shares of refusals, above the usual noise: too many, and few enough to try more. */
const TOO_MANY = 0.03;
const FEW = 0.01;
/** A little below what the platform took when it was at its limit. */
const BELOW_LIMIT = 0.95;
/** Where it was not enough. */
const FAR_BELOW_LIMIT = 0.7;
const STEP_UP = 1.05;
/** How long the pace is kept after it was reduced. */
const PLATEAU_MS = 10_000;
const SLOWEST_PER_SECOND = 1;
/** Starts that came too late, because a timer or the machine did, are made up for within this time. */
const CATCH_UP_MS = 100;

/**
 * Says when the next request may start. As long as the platform takes all, only the user's limit
 * holds. When it refuses many with 429, the pace falls a little below what it took meanwhile, stays
 * there, then climbs by a twentieth a second until it is refused again. Google publishes no figures,
 * so the platform itself is asked.
 *
 * Refusals that do not get fewer by going slower have another cause, a limit per recipient for
 * instance: they are taken for noise, and slow down none but their own requests.
 */
export class Pace {
	private perSecond: number;
	private nextStart = 0;
	/** When the platform took a request, over the last second; whatever the pace was then. */
	private readonly lastSecond: number[] = [];
	/** Counts changes of pace. */
	private period = 0;
	private since: number;
	private taken = 0;
	private refused = 0;
	private plateauUntil = 0;
	/** The usual share of refusals that has nothing to do with the pace. */
	private noise = 0;
	/** The last reduction, or two in a row, until it is known whether they helped. */
	private reduced: { from: number; share: number; isSecond: boolean } | undefined;

	/**
	 * @param most requests per second the user allows; Infinity for as many as the platform takes
	 * @param now milliseconds since 1970
	 */
	constructor(
		private readonly most: number,
		private readonly now: () => number,
	) {
		this.perSecond = most;
		this.since = now();
	}

	/**
	 * Books the next start.
	 *
	 * @returns milliseconds to wait for it, and the period that its answer tells about
	 */
	book(): { wait: number; period: number } {
		const now = this.now();
		const start = Math.max(this.nextStart, now - CATCH_UP_MS);
		this.nextStart = start + (this.perSecond === Infinity ? 0 : 1000 / this.perSecond);
		return { wait: Math.max(0, start - now), period: this.period };
	}

	/**
	 * Hears of an answer. One that was booked before the pace was changed tells nothing of the new pace.
	 *
	 * @param period as booked
	 * @param refused the platform asked for less
	 * @param retryAfterSeconds how long it wants to be left alone; heeded when it is the pace that is too much
	 */
	heard(period: number, refused: boolean, retryAfterSeconds = 0): void {
		const now = this.now();
		if (!refused) this.lastSecond.push(now);
		while (this.lastSecond[0]! <= now - 1000) this.lastSecond.shift();
		if (period !== this.period) return;
		if (refused) this.refused++;
		else this.taken++;
		const isEnough = now - this.since >= ENOUGH_MS && this.taken + this.refused >= ENOUGH_ANSWERS;
		if (!isEnough && this.refused < ALARMING_REFUSALS) return;
		this.judge(now, retryAfterSeconds);
		this.taken = 0;
		this.refused = 0;
		this.since = now;
	}

	private judge(now: number, retryAfterSeconds: number): void {
		const total = this.taken + this.refused;
		const share = this.refused / total;
		const before = this.perSecond;
		const first = this.reduced;
		const didNotHelp = first !== undefined && share > first.share / 2;
		this.reduced = undefined;
		if (didNotHelp && first.isSecond) {
			this.perSecond = first.from;
			this.noise = share;
		} else if (share > this.noise + TOO_MANY) {
			this.reduced = didNotHelp
				? { ...first, isSecond: true }
				: { from: this.perSecond, share, isSecond: false };
			const factor = didNotHelp ? FAR_BELOW_LIMIT : BELOW_LIMIT;
			const wanted = Math.max(this.lastSecond.length * factor, SLOWEST_PER_SECOND);
			this.perSecond = Math.min(this.perSecond, wanted);
			this.plateauUntil = now + PLATEAU_MS;
			this.nextStart = Math.max(this.nextStart, now + retryAfterSeconds * 1000);
		} else if (share <= this.noise + FEW && now >= this.plateauUntil) {
			this.perSecond = Math.min(this.most, this.perSecond * STEP_UP);
		}
		if (share < this.noise) this.noise += (share - this.noise) / 10;
		if (this.perSecond !== before) this.period++;
	}
}
