import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { keyFile } from '../auth/serviceAccount';
import { parseBody } from '../message/violations';
import { baseUrlOf } from './baseUrl';
import type { Services } from './services';
import { defaultSettings, UNKNOWN_NUMBERS } from './settings';

const settingsChange = z.strictObject({
	managementApiEnabled: z.boolean().optional(),
	serviceAccountDisabled: z.boolean().optional(),
	unknownNumbers: z.enum(UNKNOWN_NUMBERS).optional(),
	latencyMs: z.number().int().min(0).max(60_000).optional(),
	messagesPerSecond: z.number().int().min(0).max(1_000_000).optional(),
});

const fault = z
	.strictObject({
		status: z
			.union([z.number().int().min(400).max(599), z.literal('drop')], {
				error: 'must be an HTTP status from 400 to 599, or "drop".',
			})
			.optional(),
		delayMs: z.number().int().min(1).max(600_000).optional(),
		chance: z.number().min(0).max(1).optional(),
		times: z.number().int().min(1).optional(),
		retryAfterSeconds: z.number().int().min(0).optional(),
		method: z.enum(['GET', 'POST', 'PATCH', 'DELETE']).optional(),
		pathContains: z.string().min(1).optional(),
		afterwards: z.boolean().optional(),
	})
	.refine(({ status, delayMs }) => status !== undefined || delayMs !== undefined, {
		error: 'a fault needs a status, a delayMs, or both.',
	});

/** What concerns the emulator as a whole: key, state, stream, tokens, switches, faults, reset. */
export async function controlRoutes(app: FastifyInstance, services: Services): Promise<void> {
	const { account, calls, faults, files, origins, platform, settings, stream, tokens } = services;
	const { view, webhooks } = services;

	app.get('/emulator/service-account.json', async (request, reply) => {
		reply
			.header('content-disposition', 'attachment; filename="rbm-emulator-service-account.json"')
			.header('cache-control', 'no-store')
			.type('application/json; charset=utf-8');
		return `${JSON.stringify(keyFile(account, baseUrlOf(request)), null, 2)}\n`;
	});

	app.get('/emulator/state', async () => view());

	app.get('/emulator/events', (request, reply) => {
		reply.hijack();
		reply.raw.writeHead(200, {
			'content-type': 'text/event-stream; charset=utf-8',
			'cache-control': 'no-store',
		});
		const close = stream.open(reply.raw);
		request.raw.on('close', close);
	});

	app.post('/emulator/tokens/expire', async () => {
		tokens.expireAll();
		return {};
	});

	app.get('/emulator/settings', async () => settings);

	app.patch('/emulator/settings', async (request) =>
		Object.assign(settings, parseBody(settingsChange, request.body)),
	);

	app.get('/emulator/faults', async () => ({ faults: faults.list() }));

	app.post('/emulator/faults', async (request) => faults.add(parseBody(fault, request.body)));

	app.delete('/emulator/faults', async () => {
		faults.clear();
		return {};
	});

	app.post('/emulator/reset', async () => {
		faults.clear();
		calls.clear();
		files.clear();
		origins.clear();
		Object.assign(settings, defaultSettings());
		webhooks.clearQueues();
		platform.reset();
		return {};
	});
}
