import type { Clock } from '../clock';

/** Seconds that are remembered, one hour of them with sends; older ones are forgotten. */
const SECONDS_KEPT = 3600;

/** What was counted, for tests and measurements. */
export interface SendCounts {
	/** Messages taken, each once. */
	accepted: number;
	/** Calls with an ID that was taken before, which changed nothing. */
	repeated: number;
	/** Messages taken in each second that had any, by its start in RFC 3339; the last 3600 of them. */
	acceptedPerSecond: Record<string, number>;
}

/** Counts what the platform takes. */
export class SendCounter {
	private accepted = 0;
	private repeated = 0;
	private readonly perSecond = new Map<number, number>();

	constructor(private readonly clock: Clock) {}

	countAccepted(): void {
		this.accepted++;
		const second = Math.floor(this.clock.now() / 1000);
		this.perSecond.set(second, (this.perSecond.get(second) ?? 0) + 1);
		if (this.perSecond.size > SECONDS_KEPT) {
			this.perSecond.delete(this.perSecond.keys().next().value!);
		}
	}

	countRepeated(): void {
		this.repeated++;
	}

	counts(): SendCounts {
		const bySecond = [...this.perSecond].map(
			([second, count]) => [new Date(second * 1000).toISOString(), count] as const,
		);
		return {
			accepted: this.accepted,
			repeated: this.repeated,
			acceptedPerSecond: Object.fromEntries(bySecond),
		};
	}

	clear(): void {
		this.accepted = 0;
		this.repeated = 0;
		this.perSecond.clear();
	}
}
