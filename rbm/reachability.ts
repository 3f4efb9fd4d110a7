import { LIMITS } from './limits';
import { regionOf, type Region } from './regions';
import { FOREIGN_AGENT, type RbmRequest } from './request';

/** Whether this agent reaches this number is the question. */
export interface ReachabilityQuestion {
	agentId: string;
	/** E.164. */
	phoneNumber: string;
}

/** One call: a bulk check, or the check of a single number. */
export interface ReachabilityCall {
	kind: 'batch' | 'single';
	agentId: string;
	/** Where all its numbers are; RBM refuses a bulk check that mixes them. */
	region: Region;
	phoneNumbers: string[];
}

/** Cuts a list into so many parts, whose lengths differ by one at most. */
function evenParts<T>(list: readonly T[], parts: number): T[][] {
	const start = (part: number) => Math.floor((part * list.length) / parts);
	return Array.from({ length: parts }, (_, part) => list.slice(start(part), start(part + 1)));
}

/**
 * The fewest calls that RBM's rules allow: bulk checks of 500 to 10,000 different numbers, each of
 * one agent and one region (guides/build/capabilities). Where there are fewer than 500, Google's
 * advice is single checks. Even parts keep a remainder from falling below 500.
 */
export function planReachability(questions: Iterable<ReachabilityQuestion>): ReachabilityCall[] {
	const groups = new Map<string, { agentId: string; region: Region; numbers: Set<string> }>();
	for (const { agentId, phoneNumber } of questions) {
		const region = regionOf(phoneNumber);
		const key = JSON.stringify([agentId, region]);
		const group = groups.get(key) ?? { agentId, region, numbers: new Set() };
		groups.set(key, group);
		group.numbers.add(phoneNumber);
	}
	return [...groups.values()].flatMap(({ agentId, region, numbers }) => {
		const isBulk = numbers.size >= LIMITS.batchUsersMin;
		const calls = isBulk ? Math.ceil(numbers.size / LIMITS.batchUsersMax) : numbers.size;
		const kind: ReachabilityCall['kind'] = isBulk ? 'batch' : 'single';
		return evenParts([...numbers], calls).map((phoneNumbers) => ({
			kind,
			agentId,
			region,
			phoneNumbers,
		}));
	});
}

/** The bulk check of a call's numbers. The host must be their region's, whatever the credential says. */
export function batchRequest({ agentId, region, phoneNumbers }: ReachabilityCall): RbmRequest {
	return {
		api: 'messaging',
		method: 'POST',
		path: '/v1/users:batchGet',
		query: {},
		body: { users: phoneNumbers, agentId },
		region,
		hints: {
			...FOREIGN_AGENT,
			400: 'None of the numbers of this call was checked. Correct those that RBM names.',
		},
	};
}

/** How many of a random sample have RCS at all, on whatever network. */
export interface PotentialReach {
	sampled: number;
	reachable: number;
}

/** What the answer to a bulk check says. Numbers it does not name are not reachable. */
export interface BatchAnswer {
	reachable: Set<string>;
	/** By number; US numbers only. */
	carriers: Map<string, string>;
	/** Missing when nothing was sampled. */
	potentialReach?: PotentialReach;
}

/** Reads the answer to a bulk check; JSON made from proto3 leaves empty fields out. */
export function readBatchAnswer(body: unknown): BatchAnswer {
	const {
		reachableUsers = [],
		reachableUsersMap = {},
		totalRandomSampleUserCount,
		reachableRandomSampleUserCount,
	} = (body ?? {}) as {
		reachableUsers?: string[];
		reachableUsersMap?: Record<string, { reachableUsers?: string[] }>;
		totalRandomSampleUserCount?: number | string;
		reachableRandomSampleUserCount?: number | string;
	};
	const carriers = Object.entries(reachableUsersMap).flatMap(
		([carrier, { reachableUsers: users = [] }]) => users.map((user) => [user, carrier] as const),
	);
	const sampled = Number(totalRandomSampleUserCount ?? 0);
	return {
		reachable: new Set(reachableUsers),
		carriers: new Map(carriers),
		...(sampled > 0 && {
			potentialReach: { sampled, reachable: Number(reachableRandomSampleUserCount ?? 0) },
		}),
	};
}
