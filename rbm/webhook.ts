import { asHandshake, deliveryId, payloadBytes } from './envelope';
import { classify, type RbmEvent } from './events';
import { sameSecret, SIGNATURE_HEADER, verifySignature } from './signature';

/** Why a post was not believed; the sentence names the usual mistake. */
export interface Refusal {
	kind: 'refused';
	reason: string;
	/** Whether it was Google's verification of the address, to be answered with 400. */
	isHandshake?: boolean;
}

/** What a post to the webhook turned out to be. */
export type Received =
	| { kind: 'handshake'; secret: string }
	| { kind: 'event'; event: RbmEvent; deliveryId?: string }
	| Refusal;

const refused = (reason: string): Refusal => ({ kind: 'refused', reason });

/**
 * Reads a post to the webhook: the handshake, or a signed event. Never throws, whatever is posted.
 *
 * @param body the parsed JSON body; the raw bytes are not needed, since Google signs the payload
 * @param headers by lower-case name
 * @param clientTokens the token entered in Google's console; several while it is being changed
 */
export function receive(
	body: unknown,
	headers: Readonly<Record<string, unknown>>,
	clientTokens: readonly string[],
): Received {
	const handshake = asHandshake(body);
	if (handshake) {
		const known = clientTokens.some(
			(token) => token !== '' && sameSecret(token, handshake.clientToken),
		);
		return known
			? { kind: 'handshake', secret: handshake.secret }
			: {
					...refused(
						'The verification request carries another client token than the credential. Enter the same token in both places.',
					),
					isHandshake: true,
				};
	}
	const payload = payloadBytes(body);
	if (!payload) return refused('The post is not an RBM event: it has no base64 message.data.');
	const signature = headers[SIGNATURE_HEADER];
	if (signature === undefined) {
		return refused(
			'The post has no X-Goog-Signature header. Either it is not from Google, or a proxy removed the header.',
		);
	}
	if (!verifySignature(payload, signature, clientTokens)) {
		return refused(
			'The signature does not match. Either the client token in the credential differs from the one in the console, or the post is not from Google.',
		);
	}
	const id = deliveryId(body);
	return { kind: 'event', event: classify(payload), ...(id !== undefined && { deliveryId: id }) };
}
