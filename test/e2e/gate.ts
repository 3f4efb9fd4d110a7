/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands between Google and n8n: a reverse proxy that knows whether n8n is ready. */
export interface Gate {
	/** Without a slash at the end. */
	url: string;
	/** Closed, it answers 503 and n8n sees nothing. */
	open: boolean;
	/** Whether to hang up on whoever asked with this body, after n8n has answered. */
	losesAnswerTo(body: string): boolean;
	close(): Promise<void>;
}

/** Headers that belong to one connection, not to the request. */
const OF_CONNECTION = ['connection', 'content-length', 'host', 'keep-alive', 'transfer-encoding'];

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
}

/** A gate in front of this address; open. */
export async function openGate(target: string): Promise<Gate> {
	const pass = async (request: IncomingMessage, reply: ServerResponse) => {
		const body = await bodyOf(request);
		if (!gate.open) return reply.writeHead(503).end();
		const headers = Object.entries(request.headers).flatMap(([name, value]) =>
			typeof value === 'string' && !OF_CONNECTION.includes(name) ? [[name, value] as const] : [],
		);
		const { method = 'GET', url = '/' } = request;
		const answer = await fetch(target + url, {
			method,
			headers: Object.fromEntries(headers),
			...(body !== '' && { body }),
		});
		const text = await answer.text();
		if (gate.losesAnswerTo(body)) return reply.destroy();
		const type = answer.headers.get('content-type');
		return reply.writeHead(answer.status, type ? { 'content-type': type } : {}).end(text);
	};
	const server = createServer((request, reply) => {
		// Nobody there, or gone in the middle.
		pass(request, reply).catch(() => reply.writeHead(502).end());
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const gate: Gate = {
		url: `http://127.0.0.1:${port}`,
		open: true,
		losesAnswerTo: () => false,
		async close() {
			server.close();
			server.closeAllConnections();
			await once(server, 'close');
		},
	};
	return gate;
}
