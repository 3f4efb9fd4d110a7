import type { RbmApi } from './endpoints';
import type { Region } from './regions';

/**
 * One call to RBM, ready to send but for host and token. `path` is already encoded; everything a
 * person typed has been validated before it gets here.
 */
export interface RbmRequest {
	api: RbmApi;
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	path: string;
	query: Record<string, string>;
	/** Sent as JSON. */
	body?: object;
	/** Sent as it is, in place of a JSON body. */
	raw?: { read: () => Promise<Buffer>; contentType: string };
	/** E.164 number of the recipient, where there is one: it decides the region. */
	phoneNumber?: string;
	/** Fixes the region where Google insists on the numbers' own, whatever the credential says. */
	region?: Region;
	/** Milliseconds to wait for the answer of one try; without it the transport's own. */
	timeoutMs?: number;
	/** True when a repeat would count again; then it is tried once. */
	once?: true;
	/** What to do about a refusal, by HTTP status, where it means something else than with a send. */
	hints?: Readonly<Record<number, string>>;
}

/** The usual cause of a 403 where nothing is sent to anybody. */
export const FOREIGN_AGENT = {
	403: 'The agent ID is wrong, or the agent belongs to another partner than the key.',
} as const;

/**
 * Path of a phone's sub-resource. A literal `+` is legal in a path and what Google's samples show;
 * IDs are encoded, since they may come from a person.
 */
export function phonePath(phoneNumber: string, ...segments: string[]): string {
	return ['/v1/phones', phoneNumber, ...segments.map(encodeURIComponent)].join('/');
}
