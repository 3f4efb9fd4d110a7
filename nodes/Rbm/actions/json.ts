import { RbmInputError } from '../../../rbm/inputError';

/**
 * The value of a JSON field: text to parse, or what an expression gave already.
 *
 * @throws RbmInputError saying where the JSON breaks
 */
export function parseJson(field: string, value: unknown): unknown {
	if (typeof value !== 'string') return value;
	let problem: string;
	try {
		return JSON.parse(value);
	} catch (error) {
		problem = (error as Error).message;
	}
	throw new RbmInputError(
		field,
		`is not valid JSON (${problem.slice(0, 100)})`,
		'Check quotes, commas and brackets.',
	);
}
