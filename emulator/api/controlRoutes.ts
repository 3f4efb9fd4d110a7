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
});

const fault = z.strictObject({
	status: z.union([z.number().int().min(400).max(599), z.literal('drop')], {
		error: 'must be an HTTP status from 400 to 599, or "drop".',
	}),
	times: z.number().int().min(1).default(1),
	retryAfterSeconds: z.number().int().min(0).optional(),
	method: z.enum(['GET', 'POST', 'PATCH', 'DELETE']).optional(),
	pathContains: z.string().min(1).optional(),
	afterwards: z.boolean().optional(),
});

/** What concerns the emulator as a whole: key, state, stream, tokens, switches, faults, calls, reset. */
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

	app.post('/emulator/faults', async (request) => {
		const added = parseBody(fault, request.body);
		faults.add(added);
		return added;
	});

	app.delete('/emulator/faults', async () => {
		faults.clear();
		return {};
	});

	app.get('/emulator/calls', async () => calls.all());

	app.delete('/emulator/calls', async () => {
		calls.clear();
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
