import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';

import { checkAssertion } from '../auth/assertion';
import { baseUrlOf } from './baseUrl';
import type { Services } from './services';

/** `POST /token`, Google's OAuth token endpoint for service accounts. */
export async function tokenRoutes(app: FastifyInstance, services: Services): Promise<void> {
	const { account, clock, settings, tokens } = services;
	await app.register(formbody);

	app.post<{ Body?: Record<string, unknown> }>('/token', async (request, reply) => {
		const result = checkAssertion(request.body ?? {}, {
			account,
			accountDisabled: settings.serviceAccountDisabled,
			tokenUrl: `${baseUrlOf(request)}/token`,
			now: clock.now(),
		});
		if ('error' in result) return await reply.code(400).send(result);
		return tokens.issue(result.scopes);
	});
}
