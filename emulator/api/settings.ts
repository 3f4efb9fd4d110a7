/** Switches of the platform as a whole. */
export interface Settings {
	/** False: `/v1/brands` answers 403 SERVICE_DISABLED, as for a project without that API. */
	managementApiEnabled: boolean;
	/** True: no tokens are issued any more, as for an account disabled in Google's console. */
	serviceAccountDisabled: boolean;
}

export function defaultSettings(): Settings {
	return { managementApiEnabled: true, serviceAccountDisabled: false };
}
