import { RbmInputError } from './inputError';

const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * Brings a phone number to E.164 with `+`, the only form RBM takes: spaces, dots, dashes, slashes
 * and brackets go, a leading `00` becomes `+`. Google sends and expects `+4915112345678`.
 *
 * @throws RbmInputError when what remains is not an international number
 */
export function toE164(input: unknown, field = 'To'): string {
	const typed = typeof input === 'number' ? String(input) : input;
	if (typeof typed !== 'string' || typed.trim() === '') {
		throw new RbmInputError(field, 'no phone number given', 'Enter a number like +4915112345678.');
	}
	const compact = typed.replace(/[\s.\-/()\u00a0\u2010-\u2015]/g, '').replace(/^00/, '+');
	if (E164.test(compact)) return compact;
	throw new RbmInputError(
		field,
		`"${typed.slice(0, 40)}" is not an international phone number`,
		'Write the country code with a plus sign and 7 to 15 digits, like +4915112345678.',
	);
}
