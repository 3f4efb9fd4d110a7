import { toAgentId } from '../../../../rbm/agentId';
import { capabilityRequest, featureFlags, type Capabilities } from '../../../../rbm/capabilities';
import { agentField, phoneNumberField, phoneOptions, recipient } from '../fields';
import type { RequestOperation } from '../operation';

/** Capability → Check: whether one number can be reached, and what its phone can show. */
export const check: RequestOperation = {
	value: 'check',
	name: 'Check',
	action: 'Check a number',
	description: 'Find out whether a number can be reached, and what its phone can show',
	outputs: ['Reachable', 'Unreachable'],
	fields: [agentField, phoneNumberField, phoneOptions()],
	build(parameter) {
		const agentId = toAgentId(parameter('agentId'));
		const phoneNumber = recipient(parameter);
		return {
			request: capabilityRequest(agentId, phoneNumber),
			about: { phoneNumber, agentId },
		};
	},
	onAccepted(about, body) {
		const { features = [], carrier } = body as Capabilities;
		return {
			...about,
			reachable: true,
			features: featureFlags(features),
			featureList: features,
			...(carrier !== undefined && { carrier }),
		};
	},
	keepsInput: true,
};
