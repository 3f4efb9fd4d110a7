/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import diagnostics from 'node:diagnostics_channel';

import { createEmulator } from '../../emulator/emulator';
import { MESSAGING_SCOPE } from '../../rbm/endpoints';
import { createOtherPlatforms } from './otherPlatforms';
import { serve } from './serve';

let latencyMs = 0;
const starting = Promise.all([createEmulator(), listen()]);

async function listen(): Promise<string> {
	const app = await createOtherPlatforms(() => latencyMs);
	return await app.listen({ port: 0, host: '127.0.0.1' });
}

let underWay = 0;
let most = 0;
diagnostics.subscribe('http.server.request.start', () => {
	underWay++;
	most = Math.max(most, underWay);
});
diagnostics.subscribe('http.server.response.finish', () => underWay--);

const handlers = {
	async addresses() {
		const [emulator, others] = await starting;
		return { emulator: emulator.url, others, serviceAccountKey: emulator.serviceAccountKey };
	},

	/** A token for those who make their own calls. */
	async token(): Promise<string> {
		const [{ tokens }] = await starting;
		return tokens.issue([MESSAGING_SCOPE]).access_token;
	},

	/**
	 * Forgets what was sent so far; every answer takes at least so long from now on, and of messages
	 * only so many a second are taken, 0 for all.
	 */
	async reset(milliseconds: number, messagesPerSecond = 0): Promise<void> {
		const [{ url }] = await starting;
		latencyMs = milliseconds;
		await control(url, 'POST', '/reset', {});
		await control(url, 'PATCH', '/settings', {
			unknownNumbers: 'evenReachable',
			latencyMs: milliseconds,
			messagesPerSecond,
		});
		most = 0;
	},

	/** How many messages were answered with each status since the reset. */
	async answers(): Promise<Record<string, number>> {
		const [{ calls }] = await starting;
		return calls.answers().agentMessages ?? {};
	},

	/** Most requests that were under way at once since the reset. */
	mostAtOnce(): number {
		return most;
	},
};

async function control(url: string, method: string, path: string, body: object): Promise<void> {
	const response = await fetch(`${url}/emulator${path}`, {
		method,
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
	await response.arrayBuffer();
}

/** The emulator and the other platforms, in one process that is not the client's. */
export type PlatformWorker = typeof handlers;
serve(handlers);
