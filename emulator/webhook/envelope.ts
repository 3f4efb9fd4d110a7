import type { WebhookEnvelope } from '../../rbm/envelope';
import { PROJECT_ID, PROJECT_NUMBER } from '../auth/serviceAccount';
import { digits, type RandomBytes } from '../random';
import type { WebhookEvent } from './payloads';

/** An event as it is posted, with the bytes that are signed. */
export interface PreparedPost {
	body: WebhookEnvelope;
	signedBytes: Buffer;
}

/**
 * Wraps an event as Pub/Sub push does. Both spellings of ID and time and the attributes are as
 * captured; the payload is pretty-printed, as it was at times, so that a receiver that hashes
 * re-serialised JSON fails here too.
 *
 * @param now milliseconds since 1970
 */
export function wrap(
	agentId: string,
	{ payload, attributes }: WebhookEvent,
	now: number,
	random: RandomBytes,
): PreparedPost {
	const signedBytes = Buffer.from(JSON.stringify(payload, null, 2));
	const messageId = digits(random, 16);
	const publishTime = new Date(now).toISOString();
	const message = {
		data: signedBytes.toString('base64'),
		attributes: {
			...attributes,
			business_id: `${agentId}@rbm.goog`,
			product: 'RBM',
			project_number: PROJECT_NUMBER,
		},
		messageId,
		message_id: messageId,
		publishTime,
		publish_time: publishTime,
	};
	return {
		body: { message, subscription: `projects/${PROJECT_ID}/subscriptions/rbm-sub` },
		signedBytes,
	};
}
