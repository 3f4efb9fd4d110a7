import type { RandomBytes } from '../random';
import { isApiPath } from './apiPath';

/** What API calls meet instead of their answer, or before it. */
export interface Fault {
	/** HTTP status to answer, or `drop` to cut the connection; without it the call works, but late. */
	status?: number | 'drop';
	/** How long everything waits, in milliseconds; see `afterwards`. */
	delayMs?: number;
	/** Part of the calls it hits, from 0 to 1; without it, every one. */
	chance?: number;
	/** How many calls it hits; default is 1, or no end with a `chance`. */
	times?: number;
	/** Seconds for the Retry-After header. */
	retryAfterSeconds?: number;
	/** Only calls with this method. */
	method?: string;
	/** Only calls whose path contains this. Without it, `/token` is not hit. */
	pathContains?: string;
	/**
	 * The call takes effect at once and only its answer is delayed or replaced, as when a connection
	 * breaks late. Otherwise a call that works takes effect after the delay, even if its client has
	 * gone by then.
	 */
	afterwards?: boolean;
}

/** A fault that is waiting to happen, with the number of calls it has hit so far. */
export interface ActiveFault extends Fault {
	hits: number;
}

function fits({ method, pathContains }: Fault, callMethod: string, path: string): boolean {
	return (
		isApiPath(path) &&
		(method === undefined || method === callMethod) &&
		(pathContains === undefined ? path !== '/token' : path.includes(pathContains))
	);
}

/**
 * The faults waiting to happen; the oldest that fits a call hits it. Their chances share one throw of
 * the dice, so that each hits its part of all calls: 10 % and 5 % leave 85 % alone.
 */
export class Faults {
	private active: ActiveFault[] = [];

	constructor(private readonly random: RandomBytes) {}

	/** What is returned goes on counting its hits. */
	add(fault: Fault): Readonly<ActiveFault> {
		const added = { ...fault, hits: 0 };
		this.active.push(added);
		return added;
	}

	/** Those not used up. */
	list(): ReadonlyArray<Readonly<ActiveFault>> {
		return this.active;
	}

	clear(): void {
		this.active = [];
	}

	/** Takes the fault for a call, if there is one. `path` has no query. */
	take(method: string, path: string): Fault | undefined {
		if (this.active.length === 0) return undefined;
		let lot = this.random(4).readUInt32BE() / 2 ** 32;
		const fault = this.active.find((candidate) => {
			if (!fits(candidate, method, path)) return false;
			lot -= candidate.chance ?? 1;
			return lot < 0;
		});
		if (!fault) return undefined;
		fault.hits++;
		const { times = fault.chance === undefined ? 1 : Infinity } = fault;
		if (fault.hits >= times) this.active = this.active.filter((other) => other !== fault);
		return fault;
	}
}
