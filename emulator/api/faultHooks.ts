import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { errorBody, rpcStatusOf } from './errors';
import type { Fault, Faults } from './faults';

/** 502 comes from Google's front end, which speaks HTML. */
function bodyOf(status: number): { type: string; body: string } {
	if (status === 502) {
		return {
			type: 'text/html; charset=UTF-8',
			body: '<!DOCTYPE html><html lang=en><title>Error 502 (Server Error)!!1</title><p>The server encountered a temporary error.</html>',
		};
	}
	const message = `The emulator was told to answer ${status}.`;
	return {
		type: 'application/json; charset=UTF-8',
		body: JSON.stringify(errorBody(status, rpcStatusOf(status), message)),
	};
}

/** Turns the reply into the fault and gives its body. */
function strike(fault: Fault, status: number, reply: FastifyReply): string {
	const { type, body } = bodyOf(status);
	reply.code(status).header('content-type', type).removeHeader('content-length');
	if (fault.retryAfterSeconds !== undefined) reply.header('retry-after', fault.retryAfterSeconds);
	return body;
}

/** Lets faults happen, before a call takes effect or after. */
export function registerFaults(app: FastifyInstance, faults: Faults): void {
	const afterwards = new WeakMap<FastifyRequest, Fault>();

	app.addHook('onRequest', async (request, reply) => {
		const fault = faults.take(request.method, request.url.split('?')[0]!);
		if (!fault) return;
		if (fault.afterwards) {
			afterwards.set(request, fault);
		} else if (fault.status === 'drop') {
			request.raw.socket.destroy();
			reply.hijack();
		} else {
			await reply.send(strike(fault, fault.status, reply));
		}
	});

	app.addHook('onSend', async (request, reply, payload) => {
		const fault = afterwards.get(request);
		if (!fault) return payload;
		if (fault.status !== 'drop') return strike(fault, fault.status, reply);
		request.raw.socket.destroy();
		return payload;
	});
}
