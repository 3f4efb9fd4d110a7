import fastify, { type FastifyInstance } from 'fastify';

import { MESSAGING_SCOPE } from '../../rbm/endpoints';
import { requireToken } from '../auth/bearer';
import { pageRoutes } from '../page';
import { agentControlRoutes } from './agentControlRoutes';
import { batchRoutes } from './batchRoutes';
import { registerAnswers, registerCalls } from './calls';
import { countRoutes } from './countRoutes';
import { controlRoutes } from './controlRoutes';
import { conversationRoutes } from './conversationRoutes';
import { registerErrors, sendError } from './errorHandler';
import { registerFaults } from './faultHooks';
import { fileContentRoutes } from './fileContentRoutes';
import { fileRoutes } from './fileRoutes';
import { integrationRoutes } from './integrationRoutes';
import { registerJsonBody } from './jsonBody';
import { registerLatency } from './latency';
import { guardManagement, managementRoutes } from './managementRoutes';
import { messagingRoutes } from './messagingRoutes';
import { phoneControlRoutes } from './phoneControlRoutes';
import { rewriteRegion } from './region';
import { registerSameOrigin } from './sameOrigin';
import type { Services } from './services';
import { testerRoutes } from './testerRoutes';
import { tokenRoutes } from './tokenRoutes';

/** Four times the largest message, so that one too large is told so by validation. */
const BODY_LIMIT = 1024 * 1024;

/** The name Google calls the messaging API by in its refusals. */
const MESSAGING_SERVICE = 'rcsbusinessmessaging.googleapis.com';

/** Puts all routes together; listening is up to the caller. */
export async function createServer(services: Services): Promise<FastifyInstance> {
	const app = fastify({
		bodyLimit: BODY_LIMIT,
		forceCloseConnections: true,
		rewriteUrl: rewriteRegion,
		routerOptions: { maxParamLength: 2048 },
		frameworkErrors: (error, _request, reply) => sendError(error, reply, services.log),
	});
	// Clients that compare it with a sendTime must find the same clock.
	app.addHook('onSend', async (_request, reply) => {
		reply.header('date', new Date(services.clock.now()).toUTCString());
	});
	registerErrors(app, services.log);
	registerCalls(app, services.calls);
	registerLatency(app, services);
	registerFaults(app, services);
	registerAnswers(app, services.calls);
	registerJsonBody(app);

	await app.register(async (scope) => {
		await tokenRoutes(scope, services);
	});
	await app.register(async (scope) => {
		requireToken(scope, services.tokens, MESSAGING_SCOPE, MESSAGING_SERVICE);
		await messagingRoutes(scope, services);
		await batchRoutes(scope, services);
		await fileRoutes(scope, services);
	});
	await app.register(async (scope) => {
		guardManagement(scope, services);
		await managementRoutes(scope, services);
		await integrationRoutes(scope, services);
		await testerRoutes(scope, services);
	});
	await app.register(async (scope) => {
		registerSameOrigin(scope);
		await controlRoutes(scope, services);
		await countRoutes(scope, services);
		await agentControlRoutes(scope, services);
		await phoneControlRoutes(scope, services);
		await conversationRoutes(scope, services);
		await fileContentRoutes(scope, services);
	});
	await app.register(pageRoutes);
	return app;
}
