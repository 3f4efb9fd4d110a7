import type { FastifyInstance } from 'fastify';

import { permissionDenied } from './errors';

/**
 * Keeps web pages of other origins from switching phones or reading the key: the control API has no
 * login. Programs send no `Origin` and pass.
 */
export function registerSameOrigin(app: FastifyInstance): void {
	app.addHook('onRequest', async ({ headers, host }) => {
		const { origin } = headers;
		if (origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)) return;
		throw permissionDenied(`The emulator's control API takes no calls from pages of ${origin}.`);
	});
}
