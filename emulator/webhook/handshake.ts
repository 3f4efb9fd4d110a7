import type { Clock } from '../clock';
import { digits, type RandomBytes } from '../random';
import { post } from './post';

/** Where events of an agent go, and the secret they are signed with. */
export interface WebhookTarget {
	url: string;
	clientToken: string;
}

/** Why a webhook did not pass, with what came back instead of the secret. */
export interface HandshakeFailure {
	/** True when nothing came back at all. */
	unreachable: boolean;
	message: string;
}

/** Digits in Google's sample secret. */
const SECRET_DIGITS = 10;

/**
 * Checks that a webhook answers for itself, as strictly as the documentation words it: status 200 and
 * the bare secret as body. JSON, quotes, a prefix or a line break fail.
 *
 * @param cancel breaks it off, as a failure
 * @returns undefined when it passed
 */
export async function handshake(
	{ url, clientToken }: WebhookTarget,
	clock: Clock,
	random: RandomBytes,
	cancel?: AbortSignal,
): Promise<HandshakeFailure | undefined> {
	const secret = digits(random, SECRET_DIGITS);
	const result = await post(url, 'verification', { clientToken, secret }, {}, clock, cancel);
	if ('failure' in result) {
		return {
			unreachable: true,
			message: `Webhook ${url} could not be reached: ${result.failure}.`,
		};
	}
	if (result.status === 200 && result.text === secret) return undefined;
	const body = JSON.stringify(result.text.slice(0, 200));
	return {
		unreachable: false,
		message: `Webhook ${url} did not pass verification: expected HTTP 200 with the bare secret ${secret} as body, got HTTP ${result.status} with ${body} (${result.contentType}).`,
	};
}
