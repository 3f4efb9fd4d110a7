/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { Agent, request } from 'node:http';
import { json } from 'node:stream/consumers';

import { AGENT } from '../../test/harness/setup';
import { campaign, textOf } from './campaign';
import { serve } from './serve';
import { CONCURRENCY } from './subjects';

const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });

/** Sends one post on a connection that is kept, and reads the answer. */
function post(url: string, body: string, token: string): Promise<number> {
	return new Promise((done, failed) => {
		const headers = {
			authorization: `Bearer ${token}`,
			'content-type': 'application/json',
			'content-length': Buffer.byteLength(body),
		};
		request(url, { method: 'POST', agent, headers })
			.on('response', (response) => {
				json(response).then(() => done(response.statusCode!), failed);
			})
			.on('error', failed)
			.end(body);
	});
}

const handlers = {
	/** Sends the messages that our node would send; what time and what work it took. */
	async time(
		emulator: string,
		token: string,
		count: number,
	): Promise<{ milliseconds: number; cpuMilliseconds: number }> {
		const rows = campaign(count, 2);
		const cpu = process.cpuUsage();
		const begin = performance.now();
		let next = 0;
		const sending = async () => {
			while (next < rows.length) {
				const row = rows[next++]!;
				const query = `messageId=${crypto.randomUUID()}&agentId=${AGENT}`;
				const url = `${emulator}/v1/phones/${String(row.phone)}/agentMessages?${query}`;
				const status = await post(
					url,
					JSON.stringify({ contentMessage: { text: textOf(row) } }),
					token,
				);
				if (status !== 200) throw new Error(`The platform answered ${status}`);
			}
		};
		await Promise.all(Array.from({ length: CONCURRENCY }, sending));
		const milliseconds = performance.now() - begin;
		const { user, system } = process.cpuUsage(cpu);
		return { milliseconds, cpuMilliseconds: (user + system) / 1000 };
	},
};

/** The least a client can do, and so the most that can be had at a concurrency and a latency. */
export type BareClientWorker = typeof handlers;
serve(handlers);
