import type { FastifyInstance } from 'fastify';

import { isApiPath } from './apiPath';

/** How often each endpoint was called, refused calls and faults included. */
export class CallCounter {
	private counts: Record<string, number> = {};

	count(endpoint: string): void {
		this.counts[endpoint] = (this.counts[endpoint] ?? 0) + 1;
	}

	all(): Record<string, number> {
		return { ...this.counts };
	}

	clear(): void {
		this.counts = {};
	}
}

/**
 * The name a call is counted under: the last fixed part of its route, such as `users:batchGet`; for
 * DELETE and PATCH with the method, such as `agentMessages.delete`.
 */
function endpointOf(method: string, route: string): string {
	const fixed = route.split('/').filter((part) => part !== '' && !/^:[^:]/.test(part));
	// Fastify writes a literal colon twice.
	const name = (fixed.at(-1) ?? '').replace('::', ':');
	return method === 'DELETE' || method === 'PATCH' ? `${name}.${method.toLowerCase()}` : name;
}

/** Counts every call of an API route. */
export function registerCalls(app: FastifyInstance, calls: CallCounter): void {
	app.addHook('onRequest', async ({ method, routeOptions }) => {
		const { url } = routeOptions;
		if (url !== undefined && isApiPath(url)) calls.count(endpointOf(method, url));
	});
}
