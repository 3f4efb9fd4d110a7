import { isApiPath } from './apiPath';

/** What the next API calls meet instead of their answer. */
export interface Fault {
	/** HTTP status to answer, or `drop` to cut the connection. */
	status: number | 'drop';
	/** How many calls it hits. */
	times: number;
	/** Seconds for the Retry-After header. */
	retryAfterSeconds?: number;
	/** Only calls with this method. */
	method?: string;
	/** Only calls whose path contains this. Without it, `/token` is not hit. */
	pathContains?: string;
	/** The call takes effect and only its answer is replaced, as when a connection breaks late. */
	afterwards?: boolean;
}

/** The faults waiting to happen; the oldest that fits a call hits it. */
export class Faults {
	private list: Fault[] = [];

	add(fault: Fault): void {
		this.list.push({ ...fault });
	}

	clear(): void {
		this.list = [];
	}

	/** Takes the fault for a call, if there is one. `path` has no query. */
	take(method: string, path: string): Fault | undefined {
		const fault = this.list.find(
			(candidate) =>
				isApiPath(path) &&
				(candidate.method === undefined || candidate.method === method) &&
				(candidate.pathContains === undefined
					? path !== '/token'
					: path.includes(candidate.pathContains)),
		);
		if (!fault) return undefined;
		fault.times--;
		if (fault.times <= 0) this.list.splice(this.list.indexOf(fault), 1);
		return fault;
	}
}
