import type { INodeProperties } from 'n8n-workflow';

/** Which agent acts; a list where the key may read it, an ID always. */
export const agentField: INodeProperties = {
	displayName: 'Agent',
	name: 'agentId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The RCS agent that people see as the sender',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select an agent…',
			typeOptions: { searchListMethod: 'searchAgents', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. my_agent_abc123_agent',
			hint: 'With or without @rbm.goog',
		},
	],
};

/** Whom it is for. */
export const phoneNumberField: INodeProperties = {
	displayName: 'To',
	name: 'phoneNumber',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. +4915112345678',
	description: 'Phone number with country code. Spaces, dashes and a leading 00 are fine.',
};
