import { verify } from 'node:crypto';

import { GOOGLE_TOKEN_URL, MANAGEMENT_SCOPE, MESSAGING_SCOPE } from '../../rbm/endpoints';
import type { ServiceAccount } from './serviceAccount';

export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** Scopes that exist; Google has more, none of which opens anything here. */
const KNOWN_SCOPES = [
	MESSAGING_SCOPE,
	MANAGEMENT_SCOPE,
	'https://www.googleapis.com/auth/cloud-platform',
];

const LONGEST_LIFE_S = 3600;
/** How far a client's clock may be ahead; Google's tolerance is not published, this is a guess. */
const CLOCK_SKEW_S = 300;

/** An OAuth error (RFC 6749 §5.2) with Google's texts; always HTTP 400 here. */
export interface TokenError {
	error: string;
	error_description: string;
}

export interface AssertionContext {
	account: ServiceAccount;
	/** Control switch: the account answers as one that was disabled in Google's console. */
	accountDisabled: boolean;
	/** The emulator's own token URL, under the host name the client used. */
	tokenUrl: string;
	/** Milliseconds since 1970. */
	now: number;
}

type Fields = Record<string, unknown>;

function jsonPart(part: string): Fields | undefined {
	try {
		const json: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
		return typeof json === 'object' && json !== null ? (json as Fields) : undefined;
	} catch {
		return undefined;
	}
}

const refuse = (error: string, error_description: string): TokenError => ({
	error,
	error_description,
});

function timeIsReasonable(claims: Fields, nowSeconds: number): boolean {
	const { iat, exp } = claims;
	if (typeof iat !== 'number' || typeof exp !== 'number') return false;
	return (
		exp > nowSeconds && exp > iat && exp - iat <= LONGEST_LIFE_S && iat <= nowSeconds + CLOCK_SKEW_S
	);
}

/**
 * Decides on a JWT-bearer grant (RFC 7523) the way Google's token endpoint does for service accounts.
 * The order of the checks, and the texts for grant type, malformed tokens and `sub`, are guesses.
 *
 * @returns the scopes to grant, or the error to answer
 */
export function checkAssertion(
	form: { grant_type?: unknown; assertion?: unknown },
	context: AssertionContext,
): { scopes: string[] } | TokenError {
	if (form.grant_type !== JWT_BEARER) {
		return refuse('unsupported_grant_type', `Invalid grant_type: ${String(form.grant_type ?? '')}`);
	}
	if (typeof form.assertion !== 'string' || form.assertion === '') {
		return refuse('invalid_request', 'Missing required parameter: assertion');
	}

	const [headerPart = '', claimsPart = '', signaturePart = '', ...rest] = form.assertion.split('.');
	const header = jsonPart(headerPart);
	const claims = jsonPart(claimsPart);
	if (!header || !claims || rest.length > 0) {
		return refuse('invalid_grant', 'Invalid JWT: malformed token.');
	}

	const { account } = context;
	if (claims.iss !== account.clientEmail) {
		return refuse('invalid_grant', 'Invalid grant: account not found');
	}
	if (context.accountDisabled) return refuse('invalid_grant', 'Robot is disabled.');

	const keyFits = header.kid === undefined || header.kid === account.privateKeyId;
	const signed = Buffer.from(`${headerPart}.${claimsPart}`);
	const signature = Buffer.from(signaturePart, 'base64url');
	if (
		header.alg !== 'RS256' ||
		!keyFits ||
		!verify('RSA-SHA256', signed, account.publicKey, signature)
	) {
		return refuse('invalid_grant', 'Invalid JWT Signature.');
	}

	if (!timeIsReasonable(claims, context.now / 1000)) {
		return refuse(
			'invalid_grant',
			'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
		);
	}
	// Google's own URL is taken too, so that Google's client works with nothing changed but the host.
	if (claims.aud !== context.tokenUrl && claims.aud !== GOOGLE_TOKEN_URL) {
		return refuse(
			'invalid_grant',
			`Invalid JWT: Failed audience check. The right audience is ${context.tokenUrl}`,
		);
	}
	if (claims.sub !== undefined && claims.sub !== claims.iss) {
		return refuse(
			'unauthorized_client',
			'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
		);
	}

	const scopes = typeof claims.scope === 'string' ? claims.scope.split(' ').filter(Boolean) : [];
	if (scopes.length === 0 || !scopes.every((scope) => KNOWN_SCOPES.includes(scope))) {
		return refuse('invalid_scope', 'Invalid OAuth scope or ID token audience provided.');
	}
	return { scopes };
}
