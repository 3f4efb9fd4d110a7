import type { FastifyInstance } from 'fastify';

import { invalidArgument } from './errors';

/** proto3 JSON takes null for a field left out; in a list it stays, to be refused as a wrong type. */
function dropNull(this: unknown, _key: string, value: unknown): unknown {
	return value === null && !Array.isArray(this) ? undefined : value;
}

function parse(text: string): { json: unknown } | { problem: string } {
	try {
		return { json: JSON.parse(text, dropNull) };
	} catch (error) {
		return { problem: (error as Error).message };
	}
}

/**
 * Reads JSON bodies as Google does: an empty one is no body, a malformed one is 400 in Google's shape.
 * What is said to be something else than JSON is refused; Google's answer to that differs by type.
 */
export function registerJsonBody(app: FastifyInstance): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser<string>(
		'application/json',
		{ parseAs: 'string' },
		(_request, text, done) => {
			if (text.trim() === '') return done(null, undefined);
			const parsed = parse(text);
			if ('json' in parsed) return done(null, parsed.json);
			done(invalidArgument('', `Invalid JSON payload received. ${parsed.problem}`));
		},
	);
	app.addContentTypeParser<string>('*', { parseAs: 'string' }, (request, text, done) => {
		if (text === '') return done(null, undefined);
		const type = request.headers['content-type'] ?? 'no type';
		done(invalidArgument('', `Invalid payload received: expected application/json, got ${type}.`));
	});
}
