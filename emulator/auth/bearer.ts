import type { FastifyInstance } from 'fastify';

import { ApiError, errorInfo } from '../api/errors';
import type { TokenStore } from './tokenStore';

const ADVICE =
	'Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.';

/**
 * Checks the `Authorization` header of an API call, with Google's texts and reasons.
 *
 * @param service the host name Google would name, such as `rcsbusinessmessaging.googleapis.com`
 * @throws ApiError 401 without a living token, 403 when it lacks the scope
 */
export function authorize(
	header: string | undefined,
	tokens: TokenStore,
	scope: string,
	service: string,
): void {
	const token = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
	if (token === undefined) {
		throw new ApiError(
			'UNAUTHENTICATED',
			`Request is missing required authentication credential. ${ADVICE}`,
			[errorInfo('CREDENTIALS_MISSING', service)],
			{ 'www-authenticate': 'Bearer realm="https://accounts.google.com/"' },
		);
	}
	const scopes = tokens.scopesOf(token);
	if (scopes === undefined) {
		throw new ApiError(
			'UNAUTHENTICATED',
			`Request had invalid authentication credentials. ${ADVICE}`,
			[errorInfo('ACCESS_TOKEN_EXPIRED', service)],
			{ 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
		);
	}
	if (!scopes.includes(scope)) {
		throw new ApiError(
			'PERMISSION_DENIED',
			'Request had insufficient authentication scopes.',
			[errorInfo('ACCESS_TOKEN_SCOPE_INSUFFICIENT', service)],
			{
				'www-authenticate': `Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="${scope}"`,
			},
		);
	}
}

/** Has every call of a group of routes checked so. */
export function requireToken(
	app: FastifyInstance,
	tokens: TokenStore,
	scope: string,
	service: string,
): void {
	app.addHook('onRequest', async ({ headers }) =>
		authorize(headers.authorization, tokens, scope, service),
	);
}
