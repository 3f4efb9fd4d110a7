/** What becomes of numbers that no phone here has. */
export const UNKNOWN_NUMBERS = ['unreachable', 'evenReachable'] as const;

/** Switches of the platform as a whole. */
export interface Settings {
	/** False: the management API answers 403 SERVICE_DISABLED, as for a project without it. */
	managementApiEnabled: boolean;
	/** True: no tokens are issued any more, as for an account disabled in Google's console. */
	serviceAccountDisabled: boolean;
	/**
	 * `evenReachable`: those that end in an even digit have RCS with the usual features, so that there
	 * are people for bulk checks. They are never online: what is sent to them is taken and waits.
	 */
	unknownNumbers: (typeof UNKNOWN_NUMBERS)[number];
}

export function defaultSettings(): Settings {
	return {
		managementApiEnabled: true,
		serviceAccountDisabled: false,
		unknownNumbers: 'unreachable',
	};
}

/** Whether a number that no phone here has is somebody's all the same. */
export function isStranger({ unknownNumbers }: Settings, phoneNumber: string): boolean {
	return unknownNumbers === 'evenReachable' && Number(phoneNumber.at(-1)) % 2 === 0;
}
