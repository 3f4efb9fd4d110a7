import { limitFields, readLimit } from '../limit';
import type { CustomOperation } from '../operation';
import { placeAgents } from './agents';

/** Agent → Get Many: the agents of all brands that the key can see. */
export const getAll: CustomOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many agents',
	description: 'List the agents of all brands that the key can see',
	outputs: ['Done'],
	fields: limitFields,
	async execute(run) {
		await placeAgents(run, (agents, parameter) => agents.slice(0, readLimit(parameter)));
	},
};
