import { cardFields, cardOf, type CardRow } from './cardFields';
import { sendOperation } from './send';
import { readSuggestions, suggestionFields } from './suggestionFields';

/** Message → Send Rich Card: media, title, text and buttons in one. */
export const sendRichCard = sendOperation({
	value: 'sendRichCard',
	name: 'Send Rich Card',
	action: 'Send a rich card',
	description: 'Send a card with picture or video, title, text and buttons',
	fields: [
		...cardFields,
		{
			displayName: 'Orientation',
			name: 'cardOrientation',
			type: 'options',
			default: 'VERTICAL',
			options: [
				{ name: 'Vertical', value: 'VERTICAL', description: 'Media above the text' },
				{ name: 'Horizontal', value: 'HORIZONTAL', description: 'Media beside the text' },
			],
		},
		{
			displayName: 'Media Side',
			name: 'thumbnailImageAlignment',
			type: 'options',
			default: 'LEFT',
			options: [
				{ name: 'Left', value: 'LEFT' },
				{ name: 'Right', value: 'RIGHT' },
			],
			displayOptions: { show: { cardOrientation: ['HORIZONTAL'] } },
		},
		...suggestionFields,
	],
	content: (parameter, context, agentId) => {
		const row = Object.fromEntries(
			cardFields.map(({ name, default: otherwise }) => [name, parameter(name, otherwise)]),
		) as CardRow;
		const cardOrientation = parameter('cardOrientation', 'VERTICAL');
		return {
			richCard: {
				standaloneCard: {
					cardOrientation,
					...(cardOrientation === 'HORIZONTAL' && {
						thumbnailImageAlignment: parameter('thumbnailImageAlignment', 'LEFT'),
					}),
					cardContent: cardOf(row, agentId, context),
				},
			},
			suggestions: readSuggestions(parameter, context.toMillis),
		};
	},
});
