import { sendOperation } from './send';
import { readSuggestions, suggestionFields } from './suggestionFields';

/** Message → Send Text. */
export const sendText = sendOperation({
	value: 'sendText',
	name: 'Send Text',
	action: 'Send a text message',
	description: 'Send a text, with suggestions to tap if you like',
	fields: [
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: 'e.g. Your parcel arrives today between 2 and 4 pm.',
			description: 'Up to 3,072 characters. Links may get a preview.',
		},
		...suggestionFields,
	],
	content: (parameter, { toMillis }) => ({
		text: parameter('text'),
		suggestions: readSuggestions(parameter, toMillis),
	}),
});
