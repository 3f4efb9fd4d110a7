import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { wait } from '../clock';
import { errorBody, rpcStatusOf } from './errors';
import type { Fault } from './faults';
import type { Services } from './services';

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
export function registerFaults(
	app: FastifyInstance,
	{ calls, clock, faults }: Pick<Services, 'calls' | 'clock' | 'faults'>,
): void {
	const later = new WeakMap<FastifyRequest, Fault>();

	const delay = async ({ delayMs = 0 }: Fault) => {
		if (delayMs > 0) await wait(clock, delayMs);
	};
	const cut = (request: FastifyRequest) => {
		calls.answered(request, 'drop');
		request.raw.socket.destroy();
	};

	app.addHook('onRequest', async (request, reply) => {
		const fault = faults.take(request.method, request.url.split('?')[0]!);
		if (!fault) return;
		if (fault.status === undefined || fault.afterwards) {
			later.set(request, fault);
			return;
		}
		await delay(fault);
		if (fault.status === 'drop') {
			cut(request);
			reply.hijack();
		} else {
			await reply.send(strike(fault, fault.status, reply));
		}
	});

	// The body has been read by now, so that the call takes effect even when its client hangs up.
	app.addHook('preHandler', async (request) => {
		const fault = later.get(request);
		if (!fault || fault.afterwards) return;
		later.delete(request);
		await delay(fault);
	});

	app.addHook('onSend', async (request, reply, payload) => {
		const fault = later.get(request);
		if (!fault) return payload;
		await delay(fault);
		if (fault.status === undefined) return payload;
		if (fault.status !== 'drop') return strike(fault, fault.status, reply);
		cut(request);
		return payload;
	});
}
