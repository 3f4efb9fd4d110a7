import type { RbmRequest } from './request';

const HINTS: Readonly<Record<number, string>> = {
	400: 'The platform names the field above.',
	403: 'Two usual causes: the Business Communications API is not enabled for this key; or the agent belongs to another partner than the key.',
};

/** A call to the Business Communications API, where a refusal means something else than with a send. */
export function managementRequest(
	request: Omit<RbmRequest, 'api' | 'query'> & Partial<Pick<RbmRequest, 'query'>>,
): RbmRequest {
	return { query: {}, ...request, api: 'management', hints: { ...HINTS, ...request.hints } };
}
