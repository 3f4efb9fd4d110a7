import { badRequest, invalidArgument } from './errors';

/** Query parameters every Google API takes. */
const STANDARD = [
	'$.xgafv',
	'access_token',
	'alt',
	'callback',
	'fields',
	'key',
	'oauth_token',
	'prettyPrint',
	'quotaUser',
	'upload_protocol',
	'uploadType',
];

/**
 * Reads the query of an API call.
 *
 * @throws ApiError 400 for a parameter the method does not know, in Google's words, or one given twice
 */
export function readQuery<Name extends string>(
	query: unknown,
	names: readonly Name[],
): Partial<Record<Name, string>> {
	const given = query as Record<string, string | string[]>;
	const unknown = Object.keys(given).filter(
		(name) => !STANDARD.includes(name) && !(names as readonly string[]).includes(name),
	);
	if (unknown.length > 0) {
		throw badRequest(
			unknown.map((name) => ({
				field: '',
				description: `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter. Field '${name}' could not be found in request message.`,
			})),
		);
	}
	const values: Partial<Record<Name, string>> = {};
	for (const name of names) {
		const value = given[name];
		if (Array.isArray(value)) {
			throw invalidArgument(name, `Invalid value at '${name}': must not be given more than once.`);
		}
		if (value !== undefined) values[name] = value;
	}
	return values;
}
