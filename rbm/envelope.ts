/**
 * What Google posts to a webhook: a Pub/Sub push envelope around the payload
 * (guides/build/events/receive-events). Only `message.data` is needed; nothing else is signed.
 */
export interface WebhookEnvelope {
	message: {
		/** base64 of the JSON payload. */
		data: string;
		attributes?: Record<string, string>;
		/** Pub/Sub's ID of this delivery, not the ID of an RCS message. */
		messageId?: string;
		publishTime?: string;
	};
	subscription?: string;
}

/** Google's check of a webhook URL: answer 200 with the bare `secret` if the token matches. */
export interface Handshake {
	clientToken: string;
	secret: string;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Recognises the handshake by its shape; the type header is newer than many senders. */
export function asHandshake(body: unknown): Handshake | undefined {
	if (!isObject(body) || 'message' in body) return undefined;
	const { clientToken, secret } = body;
	if (typeof clientToken !== 'string' || typeof secret !== 'string') return undefined;
	return { clientToken, secret };
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * The signed bytes of a post, or undefined when there are none. Sloppy base64 is refused rather
 * than repaired, since what Node would make of it is not what was sent.
 */
export function payloadBytes(body: unknown): Buffer | undefined {
	if (!isObject(body) || !isObject(body.message)) return undefined;
	const { data } = body.message;
	if (typeof data !== 'string' || data === '' || data.length % 4 !== 0 || !BASE64.test(data)) {
		return undefined;
	}
	return Buffer.from(data, 'base64');
}

/** Pub/Sub's ID of this delivery; a last resort for telling duplicates apart. */
export function deliveryId(body: unknown): string | undefined {
	if (!isObject(body) || !isObject(body.message)) return undefined;
	const { messageId, message_id: snakeCase } = body.message;
	const id = messageId ?? snakeCase;
	return typeof id === 'string' ? id : undefined;
}
