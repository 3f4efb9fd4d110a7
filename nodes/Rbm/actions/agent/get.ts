import { toAgentId } from '../../../../rbm/agentId';
import { RbmInputError } from '../../../../rbm/inputError';
import { agentField } from '../fields';
import type { CustomOperation } from '../operation';
import { placeAgents } from './agents';

/** Agent → Get. The API wants the brand too, which nobody knows by heart, so the list is searched. */
export const get: CustomOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get an agent',
	description: 'Read name, brand, use case and contact details of an agent',
	outputs: ['Done'],
	fields: [agentField],
	async execute(run) {
		await placeAgents(run, (agents, parameter) => {
			const agentId = toAgentId(parameter('agentId'));
			const found = agents.find((agent) => agent.agentId === agentId);
			if (found) return [found];
			throw new RbmInputError(
				'Agent',
				`this key sees no agent "${agentId}"`,
				'Check the ID. Get Many lists the agents of the key.',
			);
		});
	},
};
