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

/** A random UUID (version 4, RFC 9562 §5.4), for names Google makes. */
export function uuid(random: RandomBytes): string {
	const bytes = random(16);
	bytes[6] = (bytes[6]! & 0x0f) | 0x40;
	bytes[8] = (bytes[8]! & 0x3f) | 0x80;
	return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A string of `length` decimal digits, for Pub/Sub IDs and handshake secrets. */
export function digits(random: RandomBytes, length: number): string {
	return Array.from(random(length), (byte) => byte % 10).join('');
}
