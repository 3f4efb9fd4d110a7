import { createHmac, timingSafeEqual } from 'node:crypto';

/** Header that carries the signature; the HTTP layer gives header names in lower case. */
export const SIGNATURE_HEADER = 'x-goog-signature';

const SIGNATURE_BYTES = 64;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Signs a payload as Google does: base64 of HMAC-SHA512 over the bytes that `message.data` decodes
 * to, keyed with the client token as UTF-8 (guides/integrate/webhooks). Used by the emulator and by
 * tests.
 */
export function signPayload(payload: Uint8Array, clientToken: string): string {
	return createHmac('sha512', clientToken).update(payload).digest('base64');
}

/**
 * Tells whether a payload was signed with one of the client tokens (several while a token is being
 * changed). Hash the decoded bytes, never re-serialised JSON: Google pretty-prints at times. The
 * comparison is constant-time, and an empty token verifies nothing.
 */
export function verifySignature(
	payload: Uint8Array,
	signature: unknown,
	clientTokens: readonly string[],
): boolean {
	if (typeof signature !== 'string' || !BASE64.test(signature)) return false;
	const given = Buffer.from(signature, 'base64');
	if (given.length !== SIGNATURE_BYTES) return false;
	return clientTokens
		.filter((clientToken) => clientToken !== '')
		.some((clientToken) =>
			timingSafeEqual(given, createHmac('sha512', clientToken).update(payload).digest()),
		);
}

/** Constant-time comparison of two secrets of any length. */
export function sameSecret(a: string, b: string): boolean {
	const digest = (secret: string) => createHmac('sha256', 'compare').update(secret).digest();
	return timingSafeEqual(digest(a), digest(b));
}
