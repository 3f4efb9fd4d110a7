import { RbmInputError } from './inputError';
import { characterCount, LIMITS } from './limits';
import type { Suggestion } from './types';

/**
 * Checks a string against a limit in characters.
 *
 * @throws RbmInputError naming field, length and limit
 */
export function checkLength(field: string, text: string, limit: number): void {
	const length = characterCount(text);
	if (length <= limit) return;
	throw new RbmInputError(
		field,
		`is ${length} characters long, the limit is ${limit}`,
		`Shorten it by ${length - limit} characters.`,
	);
}

/** @throws RbmInputError when the text is empty or over 3,072 characters */
export function checkText(text: string, field = 'Text'): void {
	if (text.trim() === '') {
		throw new RbmInputError(field, 'is empty', 'Enter the text of the message.');
	}
	checkLength(field, text, LIMITS.text);
}

/**
 * A suggested reply; postback data left empty is the label, so that a tap says what was tapped.
 *
 * @param position counted from 1, for the error
 * @throws RbmInputError when label or postback data are empty or too long
 */
export function suggestedReply(
	text: string,
	postbackData: string,
	position: number,
	field = 'Suggested Replies',
): Suggestion {
	const name = `${field} ${position}`;
	const label = text.trim();
	if (label === '') {
		throw new RbmInputError(`${name}, Label`, 'is empty', 'Enter a label, or remove the reply.');
	}
	checkLength(`${name}, Label`, label, LIMITS.suggestionText);
	const data = postbackData === '' ? label : postbackData;
	checkLength(`${name}, Postback Data`, data, LIMITS.postbackData);
	return { reply: { text: label, postbackData: data } };
}

/** @throws RbmInputError when there are more than 11 */
export function checkSuggestionCount(
	suggestions: readonly Suggestion[],
	field = 'Suggested Replies',
): void {
	if (suggestions.length <= LIMITS.suggestionsPerMessage) return;
	throw new RbmInputError(
		field,
		`there are ${suggestions.length}, the limit is ${LIMITS.suggestionsPerMessage}`,
		`Remove ${suggestions.length - LIMITS.suggestionsPerMessage}.`,
	);
}

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
	if (id !== '' && id.length <= 256) return id;
	throw new RbmInputError(
		field,
		id === '' ? 'is empty' : 'is too long to be a message ID',
		'Use the messageId of the message, from the trigger or from the send.',
	);
}
