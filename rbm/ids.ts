import { createHash } from 'node:crypto';

import { RbmInputError } from './inputError';

/** Namespace of every ID made here, so that they cannot meet those of another program. */
const NAMESPACE = Buffer.from('6f1d6f0e5ad14c5c9c0d3f6b0a1f7b52', 'hex');

/**
 * A UUID (version 5, RFC 9562 §5.5) that is a pure function of its parts. RBM ignores a message
 * whose ID it has seen, so a message that is sent again under the same parts arrives once.
 */
export function stableUuid(...parts: Array<string | number>): string {
	const hash = createHash('sha1').update(NAMESPACE).update(JSON.stringify(parts)).digest();
	hash[6] = (hash[6]! & 0x0f) | 0x50;
	hash[8] = (hash[8]! & 0x3f) | 0x80;
	const hex = hash.toString('hex', 0, 16);
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * A message ID that a person chose.
 *
 * @throws RbmInputError when it is not a UUID (guides/build/messages/send: "must be a UUID")
 */
export function toMessageId(chosen: string): string {
	if (UUID.test(chosen)) return chosen.toLowerCase();
	throw new RbmInputError(
		'Message ID',
		`"${chosen.slice(0, 60)}" is not a UUID`,
		'Leave it empty, or enter any text as Send Once Key: each phone then gets the message once.',
	);
}

/** The ID of the one message that a phone gets under a key, in whatever execution it is sent. */
export function sendOnceId(key: string, agentId: string, phoneNumber: string): string {
	return stableUuid('once', agentId, phoneNumber, key);
}
