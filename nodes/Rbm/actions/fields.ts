import type { INodeProperties } from 'n8n-workflow';

import { toCountry, toE164 } from '../../../rbm/phoneNumber';
import type { ReadParameter } from './operation';

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

/** For numbers from lists that were made for one country. */
export const defaultCountryOption: INodeProperties = {
	displayName: 'Default Country',
	name: 'defaultCountry',
	type: 'string',
	default: '',
	placeholder: 'e.g. DE',
	description: 'Two-letter code of the country for numbers written without a country code',
};

/** The Options of an operation; it always knows Default Country. */
export function phoneOptions(...options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [...options, defaultCountryOption].sort((a, b) =>
			a.displayName.localeCompare(b.displayName),
		),
	};
}

/**
 * The phone number as E.164.
 *
 * @param field its name in the editor, for errors
 * @throws RbmInputError when it cannot be a phone number
 */
export function recipient(parameter: ReadParameter, field = 'To'): string {
	const { defaultCountry } = parameter('options', {}) as { defaultCountry?: unknown };
	return toE164(parameter('phoneNumber'), { field, country: toCountry(defaultCountry) });
}
