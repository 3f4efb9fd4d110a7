import { LIMITS } from '../../rbm/limits';
import { isUsNumber, US_CARRIER } from '../message/classification';
import type { RandomBytes } from '../random';
import type { Agent } from './model';
import type { Platform } from './platform';
import { rcsPhone, reachedPhone } from './reach';

/** Part of the numbers of a call that is checked on all carriers (guides/build/capabilities). */
const SAMPLE_SHARE = 0.75;

/** Answer to a bulk check. */
export interface BatchResult {
	reachableUsers?: string[];
	/** By carrier; US numbers only. */
	reachableUsersMap?: Record<string, { reachableUsers: string[] }>;
	totalRandomSampleUserCount: number;
	reachableRandomSampleUserCount: number;
}

function sampleOf(users: readonly string[], random: RandomBytes): string[] {
	const lots = random(users.length * 4);
	return users
		.map((user, index) => ({ user, lot: lots.readUInt32LE(index * 4) }))
		.sort((a, b) => a.lot - b.lot)
		.slice(0, Math.round(users.length * SAMPLE_SHARE))
		.map(({ user }) => user);
}

/**
 * Finds who of many can be reached by an agent, and how many of a random sample have RCS at all,
 * wherever the agent is launched. Empty lists are left out, as in proto3 JSON; the counters are
 * printed when they are 0, as the documentation words it.
 */
export function checkMany(
	platform: Platform,
	agent: Agent,
	users: readonly string[],
	random: RandomBytes,
): BatchResult {
	const reachable = users.filter((user) => reachedPhone(platform, agent, user));
	const american = reachable.filter(isUsNumber);
	const sample = users.length >= LIMITS.batchUsersMin ? sampleOf(users, random) : [];
	return {
		...(reachable.length > 0 && { reachableUsers: reachable }),
		...(american.length > 0 && {
			reachableUsersMap: { [US_CARRIER]: { reachableUsers: american } },
		}),
		totalRandomSampleUserCount: sample.length,
		reachableRandomSampleUserCount: sample.filter((user) => rcsPhone(platform, user)).length,
	};
}
