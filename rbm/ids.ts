import { createHash } from 'node:crypto';

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
 * A message ID that a person chose: a UUID as it is, any other text as a UUID of its own for each
 * agent and phone, so that one campaign name serves a whole list.
 */
export function toMessageId(chosen: string, agentId: string, phoneNumber: string): string {
	return UUID.test(chosen)
		? chosen.toLowerCase()
		: stableUuid('chosen', agentId, phoneNumber, chosen);
}
