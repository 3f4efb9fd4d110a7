import type { INodeProperties } from 'n8n-workflow';

import { RbmInputError } from '../../../rbm/inputError';
import type { ReadParameter } from './operation';

/** Return All and Limit, in n8n's words. */
export const limitFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions: { show: { returnAll: [false] } },
		description: 'Max number of results to return',
	},
];

/**
 * How many results are wanted.
 *
 * @throws RbmInputError when an expression gives no number above zero
 */
export function readLimit(parameter: ReadParameter): number {
	if (parameter('returnAll', false) === true) return Infinity;
	const limit = Number(parameter('limit', 50));
	if (limit >= 1) return Math.floor(limit);
	throw new RbmInputError('Limit', 'is not a number above zero', 'Enter one, or use Return All.');
}
