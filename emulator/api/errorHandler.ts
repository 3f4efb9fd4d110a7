import type { FastifyInstance, FastifyReply } from 'fastify';

import { ApiError, errorBody, rpcStatusOf } from './errors';

const GOOGLE_JSON = 'application/json; charset=UTF-8';

/** Prints an error in Google's shape. Nothing of an unexpected one but its existence gets out. */
export function sendError(error: unknown, reply: FastifyReply, log: (line: string) => void): void {
	if (error instanceof ApiError) {
		void reply
			.code(error.httpStatus)
			.headers(error.headers)
			.type(GOOGLE_JSON)
			.send(JSON.stringify(error.body));
		return;
	}
	const { statusCode = 500, message } = error as { statusCode?: number; message?: string };
	const isClientFault = statusCode >= 400 && statusCode < 500;
	if (!isClientFault) {
		log(error instanceof Error ? (error.stack ?? error.message) : String(error));
	}
	const code = isClientFault ? statusCode : 500;
	// Which code name goes with a 413 is not known; the request is at fault.
	const status = rpcStatusOf(code) === 'UNKNOWN' ? 'INVALID_ARGUMENT' : rpcStatusOf(code);
	const text = isClientFault ? (message ?? 'Bad request.') : 'Internal error encountered.';
	void reply
		.code(code)
		.type(GOOGLE_JSON)
		.send(JSON.stringify(errorBody(code, status, text)));
}

/** Answers every error, and every unknown path, in Google's shape. */
export function registerErrors(app: FastifyInstance, log: (line: string) => void): void {
	app.setErrorHandler((error, _request, reply) => sendError(error, reply, log));
	app.setNotFoundHandler((_request, reply) =>
		sendError(new ApiError('NOT_FOUND', 'Method not found.'), reply, log),
	);
}
