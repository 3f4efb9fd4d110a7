import { randomBytes } from 'node:crypto';

/** Gives that many random bytes. */
export type RandomBytes = (size: number) => Buffer;

/** The machine's own randomness. */
export const realRandom: RandomBytes = (size) => randomBytes(size);

/**
 * An ID as a person's phone makes them: `Mx` and 22 URL-safe characters, the style of captured user
 * messages and events. Not a UUID.
 */
export function deviceId(random: RandomBytes): string {
	return `Mx${random(16).toString('base64url')}`;
}

/** A string of `length` decimal digits, for Pub/Sub IDs and handshake secrets. */
export function digits(random: RandomBytes, length: number): string {
	return Array.from(random(length), (byte) => byte % 10).join('');
}
