import { parseJson } from '../json';
import type { BuildContext, ReadParameter } from '../operation';
import { cardFields, cardOf, type CardRow } from './cardFields';
import { sendOperation } from './send';
import { readSuggestions, suggestionFields } from './suggestionFields';

function cards(parameter: ReadParameter, context: BuildContext, agentId: string): unknown {
	if (parameter('specifyCards', 'fields') === 'json') {
		return parseJson('Cards (JSON)', parameter('cardsJson', '[]'));
	}
	const { card = [] } = (parameter('cards', {}) ?? {}) as { card?: CardRow[] };
	return card.map((row, index) => cardOf(row, agentId, context, `Card ${index + 1}, `));
}

/** Message → Send Carousel: 2 to 10 cards side by side. */
export const sendCarousel = sendOperation({
	value: 'sendCarousel',
	name: 'Send Carousel',
	action: 'Send a carousel of cards',
	description: 'Send 2 to 10 cards to swipe through',
	fields: [
		{
			displayName: 'Specify Cards',
			name: 'specifyCards',
			type: 'options',
			default: 'fields',
			options: [
				{ name: 'Using Fields Below', value: 'fields' },
				{ name: 'Using JSON', value: 'json', description: 'For lists from earlier nodes' },
			],
		},
		{
			displayName: 'Cards',
			name: 'cards',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, sortable: true },
			placeholder: 'Add Card',
			default: {},
			description: '2 to 10 cards. Phones make them all as high as the highest.',
			options: [{ displayName: 'Card', name: 'card', values: cardFields }],
			displayOptions: { show: { specifyCards: ['fields'] } },
		},
		{
			displayName: 'Cards (JSON)',
			name: 'cardsJson',
			type: 'json',
			typeOptions: { rows: 8 },
			default:
				'[\n  { "title": "First card", "description": "…" },\n  { "title": "Second card", "description": "…" }\n]',
			displayOptions: { show: { specifyCards: ['json'] } },
			description: 'A list of RBM CardContent objects: title, description, media, suggestions',
		},
		{
			displayName: 'Card Width',
			name: 'cardWidth',
			type: 'options',
			default: 'MEDIUM',
			options: [
				{ name: 'Medium', value: 'MEDIUM' },
				{ name: 'Small', value: 'SMALL', description: 'No tall media then' },
			],
		},
		...suggestionFields,
	],
	content: (parameter, context, agentId) => ({
		richCard: {
			carouselCard: {
				cardWidth: parameter('cardWidth', 'MEDIUM'),
				cardContents: cards(parameter, context, agentId),
			},
		},
		suggestions: readSuggestions(parameter, context.toMillis),
	}),
});
