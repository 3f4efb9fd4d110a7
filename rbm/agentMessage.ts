import { RbmInputError } from './inputError';
import { LIMITS } from './limits';

/**
 * A lifetime in seconds as RBM's `ttl`.
 *
 * @throws RbmInputError when it is not positive or over 15 days
 */
export function ttlOf(seconds: number, field = 'Expires After'): string {
	if (!Number.isFinite(seconds) || seconds <= 0) {
		throw new RbmInputError(field, 'is not a positive duration', 'Enter a number above zero.');
	}
	if (seconds > LIMITS.expirySeconds) {
		throw new RbmInputError(
			field,
			`is ${seconds} seconds, the limit is 15 days (${LIMITS.expirySeconds} seconds)`,
			'Choose a shorter time. Without an expiry a message waits up to 30 days.',
		);
	}
	return `${Number(seconds.toFixed(3))}s`;
}

/**
 * A moment as RBM's `expireTime`.
 *
 * @param moment milliseconds since 1970; NaN when what was given is no time
 * @param now milliseconds since 1970, for the bounds
 * @throws RbmInputError when it is no time, in the past, or over 15 days ahead
 */
export function expireTimeOf(moment: number, now: number, field = 'Expires At'): string {
	if (Number.isNaN(moment)) {
		throw new RbmInputError(
			field,
			'is not a date and time',
			'Pick a time, or use an expression that gives an ISO 8601 time.',
		);
	}
	const time = new Date(moment).toISOString();
	if (moment <= now) {
		throw new RbmInputError(field, `${time} is in the past`, 'Choose a later time.');
	}
	if (moment - now > LIMITS.expirySeconds * 1000) {
		throw new RbmInputError(
			field,
			`${time} is more than 15 days ahead, which is the limit`,
			'Choose an earlier time. Without an expiry a message waits up to 30 days.',
		);
	}
	return time;
}

/** @throws RbmInputError when the stringified message is over 250 KB */
export function checkMessageSize(message: object, field = 'Message'): void {
	const bytes = Buffer.byteLength(JSON.stringify(message));
	if (bytes <= LIMITS.messageBytes) return;
	throw new RbmInputError(
		field,
		`is ${bytes} bytes as JSON, the limit is ${LIMITS.messageBytes}`,
		'Shorten texts, postback data or URLs.',
	);
}

/**
 * A user's message ID, as RBM gave it; for marking it as read.
 *
 * @throws RbmInputError when it is empty or absurdly long
 */
export function checkMessageId(messageId: string, field = 'Message ID'): string {
	const id = messageId.trim();
	// Encoding leaves dots alone, and ".." would climb up the path.
	if (id !== '' && id.length <= 256 && !/^\.+$/.test(id)) return id;
	throw new RbmInputError(
		field,
		id === '' ? 'is empty' : 'is not a message ID',
		'Use the messageId of the message, from the trigger or from the send.',
	);
}
