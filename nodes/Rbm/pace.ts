/** Answers are judged once there are so many, or a second's worth of a slow pace, and a second has passed. */
const ENOUGH_ANSWERS = 40;
const FEWEST_ANSWERS = 5;
const ENOUGH_MS = 1000;
/** So many refusals are judged at once. */
const ALARMING_REFUSALS = 8;
/** Answers that decide nothing are judged together with those after them, up to so many. */
const MOST_ANSWERS = 400;
/** Shares of refusals, above the usual noise: too many, and few enough to try more. */
const TOO_MANY = 0.03;
const FEW = 0.01;
/** How far beyond it, in standard deviations, the noise is not taken for too many. */
const DEVIATIONS = 3;
/** A larger share of refusals is never noise. */
const MOST_NOISE = 0.25;
/** Below what the platform took when it was at its limit, and further where that was not enough. */
const BELOW_LIMIT = 0.95;
const FURTHER_BELOW_LIMIT = 0.9;
/** Reductions in a row. When refusals do not get fewer by then, the pace is not what they are about. */
const MOST_REDUCTIONS = 3;
const STEP_UP = 1.05;
/** Up to a pace that it took before. */
const FAST_STEP_UP = 2;
/** How long the pace is kept after it was reduced. */
const PLATEAU_MS = 10_000;
const SLOWEST_PER_SECOND = 1;
/** Starts that came too late, because a timer or the machine did, are made up for within this time. */
const CATCH_UP_MS = 100;

/** Answers that came, by what they say of the pace. */
class Answers {
	taken = 0;
	refused = 0;

	get total(): number {
		return this.taken + this.refused;
	}

	get share(): number {
		return this.total === 0 ? 0 : this.refused / this.total;
	}

	add({ taken, refused }: Answers): void {
		this.taken += taken;
		this.refused += refused;
	}
}

/** A time in which the pace is below the limit, if there is one; what is refused then is noise. */
interface Plateau {
	/** The pace before, to return to when it was not the cause. */
	from: number;
	reductions: number;
	/** Milliseconds since 1970. */
	until: number;
	answers: Answers;
}

/**
 * Says when the next request may start. As long as the platform takes all, only the user's limit
 * holds. When it refuses many with 429, the pace falls a little below what it took meanwhile, stays
 * there, then climbs by a twentieth a second until it is refused again; after a breakdown, fast to
 * where it was. Google publishes no figures,
 * so the platform itself is asked.
 *
 * Refusals that go on below the limit have another cause, a limit per recipient for instance. They
 * are noise from then on, the pace is what it was, and they slow down none but their own requests.
 */
export class Pace {
	private perSecond: number;
	private nextStart = 0;
	/** When the platform took a request, over the last second; whatever the pace was then. */
	private readonly lastSecond: number[] = [];
	/** Counts changes of pace. */
	private period = 0;
	/** Not judged yet, and when the first of them came. */
	private answers = new Answers();
	private since = 0;
	private plateau: Plateau | undefined;
	/** The share of refusals that has nothing to do with the pace. */
	private noise = 0;
	/** A pace that the platform took before. Up to there it climbs fast. */
	private proven = 0;

	/**
	 * @param most requests per second the user allows; Infinity for as many as the platform takes
	 * @param now milliseconds since 1970
	 */
	constructor(
		private readonly most: number,
		private readonly now: () => number,
	) {
		this.perSecond = most;
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
		const { answers } = this;
		if (answers.total === 0) this.since = now;
		answers[refused ? 'refused' : 'taken']++;
		const enough = Math.min(ENOUGH_ANSWERS, Math.max(this.perSecond, FEWEST_ANSWERS));
		const isEnough = answers.total >= enough && now - this.since >= ENOUGH_MS;
		const isAlarming = answers.refused >= ALARMING_REFUSALS && this.isTooMany(answers);
		if (isEnough || isAlarming) this.judge(now, retryAfterSeconds);
	}

	/** Whether more were refused than noise explains. */
	private isTooMany({ share, total }: Answers): boolean {
		const deviation = Math.sqrt((this.noise * (1 - this.noise)) / total);
		return share > this.noise + TOO_MANY + DEVIATIONS * deviation;
	}

	private judge(now: number, retryAfterSeconds: number): void {
		const { answers, plateau } = this;
		plateau?.answers.add(answers);
		if (this.isTooMany(answers) && this.mayReduce()) {
			this.reduce(now);
			this.nextStart = Math.max(this.nextStart, now + retryAfterSeconds * 1000);
		} else if (plateau) {
			if (now >= plateau.until) this.leave(plateau);
		} else if (answers.share <= this.noise + FEW) {
			this.climb();
		} else if (answers.total < MOST_ANSWERS) {
			return;
		}
		this.answers = new Answers();
	}

	private mayReduce(): boolean {
		const { plateau } = this;
		return !plateau || plateau.reductions < MOST_REDUCTIONS || plateau.answers.share > MOST_NOISE;
	}

	private reduce(now: number): void {
		const { from, reductions } = this.plateau ?? { from: this.perSecond, reductions: 0 };
		const factor = reductions === 0 ? BELOW_LIMIT : FURTHER_BELOW_LIMIT;
		const taken = this.lastSecond.length * factor;
		this.change(Math.min(this.perSecond, Math.max(taken, SLOWEST_PER_SECOND)));
		// What follows may be a breakdown, which tells nothing of the limit.
		if (reductions === 0) this.proven = taken > 0 ? this.perSecond : from;
		const until = now + PLATEAU_MS;
		this.plateau = { from, reductions: reductions + 1, until, answers: new Answers() };
	}

	private climb(): void {
		const faster =
			this.perSecond < this.proven
				? Math.min(this.proven, this.perSecond * FAST_STEP_UP)
				: this.perSecond * STEP_UP;
		this.change(Math.min(this.most, faster));
	}

	/** With more noise than was known, the pace was reduced for nothing. */
	private leave({ from, answers }: Plateau): void {
		if (answers.share > this.noise + 2 * FEW) this.change(from);
		this.noise = Math.min(answers.share, MOST_NOISE);
		this.plateau = undefined;
	}

	private change(perSecond: number): void {
		if (perSecond !== this.perSecond) this.period++;
		this.perSecond = perSecond;
	}
}
