import {
	forceRefreshField,
	mediaFields,
	mediaOf,
	thumbnailFields,
	type MediaRow,
} from './mediaFields';
import { sendOperation } from './send';
import { readSuggestions, suggestionFields } from './suggestionFields';

/** Message → Send File: a picture, video, audio or PDF, without a caption, which RBM does not have. */
export const sendFile = sendOperation({
	value: 'sendFile',
	name: 'Send File',
	action: 'Send a file',
	description: 'Send a picture, video, audio or PDF. For a caption, send a rich card.',
	fields: [
		...mediaFields('file'),
		{
			displayName: 'File Options',
			name: 'fileOptions',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [forceRefreshField, ...thumbnailFields].sort((a, b) =>
				a.displayName.localeCompare(b.displayName),
			),
		},
		...suggestionFields,
	],
	content: (parameter, context, agentId) => {
		const row: MediaRow = {
			mediaFrom: String(parameter('mediaFrom', 'url')),
			fileUrl: parameter('fileUrl', ''),
			fileName: parameter('fileName', ''),
			binaryProperty: parameter('binaryProperty', 'data'),
			...(parameter('fileOptions', {}) as MediaRow),
		};
		return {
			...mediaOf(row, 'file', agentId, context),
			suggestions: readSuggestions(parameter, context.toMillis),
		};
	},
});
