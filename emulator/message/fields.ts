import { z } from 'zod';

import { characterCount } from '../../rbm/limits';
import { parseTimestamp } from '../time';

/** A string of at most `limit` characters. */
export function limited(limit: number) {
	return z.string().superRefine((text, context) => {
		const length = characterCount(text);
		if (length > limit) {
			context.addIssue({
				code: 'custom',
				message: `must not be longer than ${limit} characters, is ${length}.`,
			});
		}
	});
}

/** The same, and not empty: proto3 takes an empty string for a missing one. */
export function required(limit: number) {
	return limited(limit).refine((text) => text !== '', 'must not be empty.');
}

/** A list of at most `limit` entries. */
export function atMost<T extends z.ZodType>(entry: T, limit: number) {
	return z.array(entry).superRefine((list, context) => {
		if (list.length > limit) {
			context.addIssue({
				code: 'custom',
				message: `must not have more than ${limit} entries, has ${list.length}.`,
			});
		}
	});
}

/** An absolute URI (RFC 3986) of at most `limit` characters. */
export function uri(limit: number) {
	return required(limit).refine((text) => URL.canParse(text), 'must be a valid URI.');
}

/** A public web address, for files the platform would fetch. The scheme rule is a guess. */
export const webUrl = z
	.string()
	.refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
		error: 'must be a http or https URL.',
	});

/** RFC 3339 with offset. */
export const timestamp = z.string().refine((text) => parseTimestamp(text) !== undefined, {
	error: '(type.googleapis.com/google.protobuf.Timestamp), illegal timestamp format.',
});

/**
 * Says that exactly one (or, if `optional`, at most one) of some fields is set, as a proto oneof.
 * For use with `superRefine`.
 */
export function oneOf(oneof: string, names: readonly string[], optional = false) {
	return (value: object, context: z.RefinementCtx) => {
		const set = names.filter((name) => (value as Record<string, unknown>)[name] !== undefined);
		if (set.length > 1) {
			context.addIssue({
				code: 'custom',
				message: `(oneof), oneof field '${oneof}' is already set. Cannot set '${set[1]}'`,
			});
		}
		if (set.length === 0 && !optional) {
			context.addIssue({ code: 'custom', message: `one of ${names.join(', ')} must be set.` });
		}
	};
}
