import {
	isSupportedCountry,
	parsePhoneNumberFromString,
	type CountryCode,
} from 'libphonenumber-js/min';

import { RbmInputError } from './inputError';

const INTERNATIONAL = 'Write the country code with a plus sign, like +4915112345678';

/**
 * A two-letter country code for numbers written without a country code; undefined when left empty.
 *
 * @throws RbmInputError when there is no such country
 */
export function toCountry(input: unknown, field = 'Default Country'): CountryCode | undefined {
	const code = typeof input === 'string' ? input.trim().toUpperCase() : '';
	if (code === '') return undefined;
	if (isSupportedCountry(code)) return code;
	throw new RbmInputError(
		field,
		`"${code.slice(0, 20)}" is not a country`,
		'Enter a two-letter code like DE, US or IN.',
	);
}

/**
 * Brings a phone number to E.164 with `+`, the only form RBM takes: spaces, dots, dashes, slashes
 * and brackets go, a leading `00` becomes `+`, and a national number gets the default country's code.
 *
 * @throws RbmInputError when no number of any country looks like this
 */
export function toE164(
	input: unknown,
	{ field = 'To', country }: { field?: string; country?: CountryCode | undefined } = {},
): string {
	const typed = typeof input === 'number' ? String(input) : input;
	if (typeof typed !== 'string' || typed.trim() === '') {
		throw new RbmInputError(field, 'no phone number given', 'Enter a number like +4915112345678.');
	}
	const text = typed.trim().replace(/^00/, '+');
	// Letters are vanity numbers to the library, and a mistake here.
	const number = /[a-z]/i.test(text) ? undefined : parsePhoneNumberFromString(text, country);
	if (number?.isPossible()) return number.number;
	const isNational = !text.startsWith('+');
	throw new RbmInputError(
		field,
		isNational && country === undefined
			? `"${typed.slice(0, 40)}" has no country code`
			: `"${typed.slice(0, 40)}" cannot be a phone number`,
		isNational && country === undefined
			? `${INTERNATIONAL}, or set the option Default Country.`
			: `Check the digits. ${INTERNATIONAL}.`,
	);
}
