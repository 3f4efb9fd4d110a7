import fastify, { type FastifyInstance } from 'fastify';

import { pageRoutes } from '../page';
import { agentControlRoutes } from './agentControlRoutes';
import { controlRoutes } from './controlRoutes';
import { registerErrors, sendError } from './errorHandler';
import { registerFaults } from './faultHooks';
import { registerJsonBody } from './jsonBody';
import { managementRoutes } from './managementRoutes';
import { messagingRoutes } from './messagingRoutes';
import { phoneControlRoutes } from './phoneControlRoutes';
import { registerSameOrigin } from './sameOrigin';
import type { Services } from './services';
import { tokenRoutes } from './tokenRoutes';

/** Four times the largest message, so that one too large is told so by validation. */
const BODY_LIMIT = 1024 * 1024;

/** Puts all routes together; listening is up to the caller. */
export async function createServer(services: Services): Promise<FastifyInstance> {
	const app = fastify({
		bodyLimit: BODY_LIMIT,
		forceCloseConnections: true,
		routerOptions: { maxParamLength: 2048 },
		frameworkErrors: (error, _request, reply) => sendError(error, reply, services.log),
	});
	registerErrors(app, services.log);
	registerFaults(app, services.faults);
	registerJsonBody(app);

	await app.register(async (scope) => {
		await tokenRoutes(scope, services);
	});
	await app.register(async (scope) => {
		await messagingRoutes(scope, services);
	});
	await app.register(async (scope) => {
		await managementRoutes(scope, services);
	});
	await app.register(async (scope) => {
		registerSameOrigin(scope);
		await controlRoutes(scope, services);
		await agentControlRoutes(scope, services);
		await phoneControlRoutes(scope, services);
	});
	await app.register(pageRoutes);
	return app;
}
