import type { FastifyInstance } from 'fastify';

import { readQuery } from './query';
import type { Services } from './services';

/** What was counted: calls and their answers, messages taken, messages each phone shows. */
export async function countRoutes(
	app: FastifyInstance,
	{ calls, platform }: Services,
): Promise<void> {
	app.get('/emulator/calls', async () => calls.all());

	app.delete('/emulator/calls', async () => {
		calls.clear();
		platform.sends.clear();
		return {};
	});

	app.get('/emulator/answers', async () => calls.answers());

	app.get('/emulator/sends', async () => platform.sends.counts());

	app.get('/emulator/shown', async (request) => {
		const { agentId } = readQuery(request.query, ['agentId']);
		return Object.fromEntries(platform.shown(agentId));
	});
}
