import type { FastifyInstance, FastifyRequest } from 'fastify';

import { wait } from '../clock';
import { isApiPath } from './apiPath';
import type { Services } from './services';

/**
 * Holds every answer of the API back until it has taken the least time the settings allow; what a
 * fault adds after the call took effect comes on top.
 */
export function registerLatency(
	app: FastifyInstance,
	{ clock, settings }: Pick<Services, 'clock' | 'settings'>,
): void {
	const arrivals = new WeakMap<FastifyRequest, number>();

	app.addHook('onRequest', async (request) => {
		if (settings.latencyMs > 0 && isApiPath(request.url)) arrivals.set(request, clock.now());
	});

	app.addHook('onSend', async (request) => {
		const arrival = arrivals.get(request);
		if (arrival === undefined) return;
		const left = arrival + settings.latencyMs - clock.now();
		if (left > 0) await wait(clock, left);
	});
}
