import type { FastifyInstance, FastifyRequest } from 'fastify';

import { isApiPath } from './apiPath';

/** How a call ended: an HTTP status, cut off by a fault, or left by its client before the answer. */
export type Ending = number | 'drop' | 'gone';

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

/** How often each endpoint was called, refused calls and faults included, and how the calls ended. */
export class CallCounter {
	private counts: Record<string, number> = {};
	private endings: Record<string, Record<string, number>> = {};
	/** Calls under way, with the name they are counted under. */
	private open = new WeakMap<FastifyRequest, string>();

	called(request: FastifyRequest): void {
		const { method, routeOptions } = request;
		const { url } = routeOptions;
		if (url === undefined || !isApiPath(url)) return;
		const endpoint = endpointOf(method, url);
		this.open.set(request, endpoint);
		this.counts[endpoint] = (this.counts[endpoint] ?? 0) + 1;
	}

	/** Notes how a call ended; only the first time counts. */
	answered(request: FastifyRequest, ending: Ending): void {
		const endpoint = this.open.get(request);
		if (endpoint === undefined) return;
		this.open.delete(request);
		const endings = (this.endings[endpoint] ??= {});
		endings[ending] = (endings[ending] ?? 0) + 1;
	}

	/** Calls by endpoint. */
	all(): Record<string, number> {
		return { ...this.counts };
	}

	/** How the calls of each endpoint ended; those under way are in no number yet. */
	answers(): Record<string, Record<string, number>> {
		return structuredClone(this.endings);
	}

	clear(): void {
		this.counts = {};
		this.endings = {};
		this.open = new WeakMap();
	}
}

/** Counts every call of an API route; to be registered before whatever may end one. */
export function registerCalls(app: FastifyInstance, calls: CallCounter): void {
	app.addHook('onRequest', async (request) => calls.called(request));
}

/** Counts how every call of an API route ends; to be registered after whatever changes or delays it. */
export function registerAnswers(app: FastifyInstance, calls: CallCounter): void {
	app.addHook('onSend', async (request, reply) => {
		calls.answered(request, request.raw.socket.destroyed ? 'gone' : reply.statusCode);
	});
}
