import { RbmInputError } from './inputError';
import { REGIONS, regionOf, type Region } from './regions';

/** Scope for sending, checking and uploading. */
export const MESSAGING_SCOPE = 'https://www.googleapis.com/auth/rcsbusinessmessaging';
/** Scope for brands, agents, testers and webhooks. */
export const MANAGEMENT_SCOPE = 'https://www.googleapis.com/auth/businesscommunications';
/** Where a service-account assertion becomes an access token. */
export const GOOGLE_TOKEN_URL = 'https://oauth2.googleapis.com/token';

const MANAGEMENT_BASE_URL = 'https://businesscommunications.googleapis.com';

/** The two APIs that one access token opens. */
export type RbmApi = 'messaging' | 'management';

/** Where calls go: Google, or one base URL that serves messaging, management and tokens alike. */
export type Endpoint =
	{ kind: 'google'; region: 'auto' | Region } | { kind: 'custom'; baseUrl: string };

/**
 * Reads the endpoint fields of the credential.
 *
 * @throws RbmInputError when a custom base URL is not an http(s) URL or carries a query or login
 */
export function toEndpoint(fields: {
	endpoint?: unknown;
	region?: unknown;
	baseUrl?: unknown;
}): Endpoint {
	if (fields.endpoint !== 'custom') {
		const region = REGIONS.find((known) => known === fields.region) ?? 'auto';
		return { kind: 'google', region };
	}
	const typed = typeof fields.baseUrl === 'string' ? fields.baseUrl.trim() : '';
	const url = URL.canParse(typed) ? new URL(typed) : undefined;
	if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
		throw new RbmInputError(
			'Base URL',
			`"${typed.slice(0, 60)}" is not a base URL`,
			'Enter an address like http://127.0.0.1:8090, without a query.',
		);
	}
	return { kind: 'custom', baseUrl: url.href.replace(/\/+$/, '') };
}

/**
 * The base URL, without a trailing slash, for a call. For messaging under automatic region it
 * follows the recipient; without a recipient the global host serves. A custom base URL has no
 * regional hosts: a region that a call insists on becomes the start of its path, which the emulator
 * understands.
 */
export function baseUrlFor(
	endpoint: Endpoint,
	{ api, phoneNumber, region: fixed }: { api: RbmApi; phoneNumber?: string; region?: Region },
): string {
	if (endpoint.kind === 'custom') return endpoint.baseUrl + (fixed ? `/${fixed}` : '');
	if (api === 'management') return MANAGEMENT_BASE_URL;
	const automatic = phoneNumber === undefined ? undefined : regionOf(phoneNumber);
	const region = fixed ?? (endpoint.region === 'auto' ? automatic : endpoint.region);
	return `https://${region ? `${region}-` : ''}rcsbusinessmessaging.googleapis.com`;
}

/** The token endpoint that belongs to an endpoint; also the assertion's audience. */
export function tokenUrlFor(endpoint: Endpoint): string {
	return endpoint.kind === 'custom' ? `${endpoint.baseUrl}/token` : GOOGLE_TOKEN_URL;
}
