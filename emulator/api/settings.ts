/** What becomes of numbers that no phone here has. */
export const UNKNOWN_NUMBERS = ['unreachable', 'evenReachable', 'evenOnline'] as const;

/** Switches of the platform as a whole. */
export interface Settings {
	/** False: the management API answers 403 SERVICE_DISABLED, as for a project without it. */
	managementApiEnabled: boolean;
	/** True: no tokens are issued any more, as for an account disabled in Google's console. */
	serviceAccountDisabled: boolean;
	/**
	 * `evenReachable`: those that end in an even digit have RCS with the usual features, so that there
	 * are people for bulk checks. They are never online: what is sent to them is taken and waits.
	 * `evenOnline`: they are online too, and what is sent to them is delivered, as a campaign needs it.
	 * The page shows neither.
	 */
	unknownNumbers: (typeof UNKNOWN_NUMBERS)[number];
	/** Every answer of the API takes at least so long. */
	latencyMs: number;
	/**
	 * Messages the platform takes in any second, of all agents together; more are answered with 429
	 * RESOURCE_EXHAUSTED. 0 is no limit. Google has one and publishes nothing about it: that it is a
	 * sliding window, the partner's and not each agent's, that refused calls do not count and repeated
	 * IDs do, and that the answer has a Retry-After, are guesses.
	 */
	messagesPerSecond: number;
}

export function defaultSettings(): Settings {
	return {
		managementApiEnabled: true,
		serviceAccountDisabled: false,
		unknownNumbers: 'unreachable',
		latencyMs: 0,
		messagesPerSecond: 0,
	};
}

/** Whether a number that no phone here has is somebody's all the same, and if so, of what kind. */
export function strangerOf(
	{ unknownNumbers }: Settings,
	phoneNumber: string,
): { online: boolean } | undefined {
	if (unknownNumbers === 'unreachable' || Number(phoneNumber.at(-1)) % 2 === 1) return undefined;
	return { online: unknownNumbers === 'evenOnline' };
}
