import { RbmInputError } from '../inputError';
import { characterCount, LIMITS } from '../limits';

/** Fields of an object that came from a form or from JSON; nothing is known about them yet. */
export type Fields = Record<string, unknown>;

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
		`Shorten it by ${length - limit} ${length - limit === 1 ? 'character' : 'characters'}.`,
	);
}

/**
 * An object with no other fields than these.
 *
 * @throws RbmInputError naming the first field that RBM does not have
 */
export function objectAt(field: string, value: unknown, known: readonly string[]): Fields {
	const names = known.map((name) => `"${name}"`).join(', ') || 'no fields';
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new RbmInputError(field, 'is not an object', `Give an object with ${names}.`);
	}
	const unknown = Object.keys(value).find((name) => !known.includes(name));
	if (unknown !== undefined) {
		throw new RbmInputError(
			field,
			`has the unknown field "${unknown.slice(0, 40)}"`,
			`RBM has ${names} here.`,
		);
	}
	return value as Fields;
}

/**
 * A list of things.
 *
 * @throws RbmInputError when it is no list
 */
export function listAt(field: string, value: unknown): unknown[] {
	if (Array.isArray(value)) return value as unknown[];
	throw new RbmInputError(field, 'is not a list', 'Give a JSON array, like [ … ].');
}

/** The value, or undefined when it was left empty. */
export function given(value: unknown): unknown {
	return value === '' || value === null ? undefined : value;
}

/**
 * A string within its limit; undefined when it is empty and may be.
 *
 * @throws RbmInputError when it is too long or no text
 */
export function optionalText(field: string, value: unknown, limit: number): string | undefined {
	const text = given(value);
	if (text === undefined) return undefined;
	if (typeof text !== 'string' && typeof text !== 'number') {
		throw new RbmInputError(field, 'is not a text', 'Enter a text.');
	}
	checkLength(field, String(text), limit);
	return String(text);
}

/**
 * A string within its limit that may not be blank.
 *
 * @throws RbmInputError when it is blank, too long or no text
 */
export function requiredText(field: string, value: unknown, limit: number): string {
	const text = optionalText(field, value, limit);
	if (text === undefined || text.trim() === '') {
		throw new RbmInputError(field, 'is empty', 'Enter a text.');
	}
	return text;
}

/**
 * One of the values that RBM knows; undefined when it was left empty.
 *
 * @throws RbmInputError listing the values
 */
export function optionalChoice<T extends string>(
	field: string,
	value: unknown,
	choices: readonly T[],
): T | undefined {
	const chosen = given(value);
	if (chosen === undefined) return undefined;
	const found = choices.find((choice) => choice === chosen);
	if (found !== undefined) return found;
	throw new RbmInputError(
		field,
		`"${String(chosen).slice(0, 40)}" is not one of the possible values`,
		`Choose ${choices.join(', ')}.`,
	);
}

/**
 * An absolute web address of at most 2,048 characters (RFC 3986).
 *
 * @throws RbmInputError when it is something else
 */
export function webUrl(field: string, value: unknown): string {
	const url = requiredText(field, value, LIMITS.url).trim();
	const isWeb = URL.canParse(url) && /^https?:\/\//i.test(url) && !/\s/.test(url);
	if (isWeb) return url;
	throw new RbmInputError(
		field,
		`"${url.slice(0, 60)}" is not a web address`,
		'Enter a complete address like https://example.com/page.',
	);
}

/**
 * A number within bounds.
 *
 * @throws RbmInputError when it is something else
 */
export function numberBetween(field: string, value: unknown, min: number, max: number): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number === 'number' && number >= min && number <= max) return number;
	throw new RbmInputError(
		field,
		'is not a number in range',
		`Enter a number from ${min} to ${max}.`,
	);
}

/**
 * Which one of several alternatives is given; RBM wants exactly one.
 *
 * @throws RbmInputError when none or several are
 */
export function exactlyOne<K extends string>(
	field: string,
	fields: Fields,
	names: readonly K[],
): K {
	const present = names.filter((name) => fields[name] !== undefined);
	if (present.length === 1) return present[0]!;
	throw new RbmInputError(
		field,
		present.length === 0 ? 'has no content' : `has ${present.join(' and ')} at once`,
		`Give exactly one of ${names.join(', ')}.`,
	);
}
