import type { INodeProperties } from 'n8n-workflow';

import type { BuildContext } from '../operation';
import {
	forceRefreshField,
	mediaFields,
	mediaOf,
	thumbnailFields,
	type MediaRow,
} from './mediaFields';
import { suggestionsForm, suggestionsOf } from './suggestionFields';

/** What the fields of a card hold. */
export interface CardRow extends MediaRow {
	title?: unknown;
	description?: unknown;
	cardSuggestions?: unknown;
	mediaOptions?: MediaRow & { height?: unknown; contentDescription?: unknown };
}

/** Title, description, media and suggestions of one card. */
export const cardFields: INodeProperties[] = [
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Your order is ready',
		description: 'Up to 200 characters',
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Pick it up at Main Street 1, open until 6 pm.',
		description: 'Up to 2,000 characters',
	},
	...mediaFields('card'),
	{
		displayName: 'Media Options',
		name: 'mediaOptions',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { hide: { mediaFrom: ['none'] } },
		options: [
			{
				displayName: 'Alt Text',
				name: 'contentDescription',
				type: 'string',
				default: '',
				placeholder: 'e.g. A blue bicycle',
				description: 'What screen readers say about it',
			},
			forceRefreshField,
			{
				displayName: 'Height',
				name: 'height',
				type: 'options',
				default: 'MEDIUM',
				options: [
					{ name: 'Short', value: 'SHORT' },
					{ name: 'Medium', value: 'MEDIUM' },
					{ name: 'Tall', value: 'TALL', description: 'Not in a carousel of small cards' },
				],
				description: 'How high the media is shown. A horizontal card ignores it.',
			},
			...thumbnailFields,
		].sort((a, b) => a.displayName.localeCompare(b.displayName)) as INodeProperties[],
	},
	{
		...suggestionsForm('Up to 4 buttons on the card. They stay, unlike those under a message.'),
		displayName: 'Card Suggestions',
		name: 'cardSuggestions',
	},
];

/** What was entered, as RBM's CardContent; it is checked with the whole message. */
export function cardOf(row: CardRow, agentId: string, context: BuildContext, prefix = ''): object {
	const { height, contentDescription, ...mediaOptions } = row.mediaOptions ?? {};
	const media = mediaOf({ ...row, ...mediaOptions }, 'card', agentId, context, prefix);
	return {
		title: row.title,
		description: row.description,
		// Pictures are shown at a height; medium is what people expect.
		media: media && { ...media, height: height ?? 'MEDIUM', contentDescription },
		suggestions: suggestionsOf(row.cardSuggestions, context.toMillis),
	};
}
