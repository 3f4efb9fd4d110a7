import type { INodeProperties } from 'n8n-workflow';

import type { MediaPurpose } from '../../../../rbm/mediaTypes';
import type { BuildContext } from '../operation';

/** What the media fields of a message or of a card hold. */
export interface MediaRow {
	mediaFrom?: string;
	fileUrl?: unknown;
	fileName?: unknown;
	binaryProperty?: unknown;
	thumbnailUrl?: unknown;
	thumbnailName?: unknown;
	thumbnailBinaryProperty?: unknown;
	forceRefresh?: unknown;
}

const showFor = (mediaFrom: string) => ({ show: { mediaFrom: [mediaFrom] } });

const BINARY = {
	name: 'Binary Data',
	value: 'binary',
	description: 'A file of the input item; uploaded for you, each distinct file once',
};
const NONE = { name: 'None', value: 'none' };
const UPLOADED = {
	name: 'Uploaded File',
	value: 'uploaded',
	description: 'A file that File → Upload brought to RBM before',
};
const BY_URL = {
	name: 'URL',
	value: 'url',
	description: 'A public address, the same for everybody',
};

/** Where a file comes from, in the three ways that n8n's users know. */
export function mediaFields(purpose: 'file' | 'card'): INodeProperties[] {
	const isCard = purpose === 'card';
	return [
		{
			displayName: isCard ? 'Media' : 'File',
			name: 'mediaFrom',
			type: 'options',
			default: 'url',
			options: isCard ? [BINARY, NONE, UPLOADED, BY_URL] : [BINARY, UPLOADED, BY_URL],
			description: isCard
				? 'Picture or video of the card'
				: 'Picture, video, audio or PDF, up to 100 MiB',
		},
		{
			displayName: isCard ? 'Media URL' : 'File URL',
			name: 'fileUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/picture.jpg',
			displayOptions: showFor('url'),
			description:
				'Public, without redirects, with the right Content-Type. RBM keeps it for 60 days.',
		},
		{
			displayName: 'Uploaded File',
			name: 'fileName',
			type: 'string',
			default: '',
			placeholder: 'e.g. files/abc123',
			displayOptions: showFor('uploaded'),
			description: 'The name that File → Upload gave',
		},
		{
			displayName: 'Input Data Field Name',
			name: 'binaryProperty',
			type: 'string',
			default: 'data',
			displayOptions: showFor('binary'),
			hint: 'The name of the input field containing the binary file data to be uploaded',
		},
	];
}

/** The preview picture, from the same kind of place as the file. */
export const thumbnailFields: INodeProperties[] = [
	{
		displayName: 'Thumbnail URL',
		name: 'thumbnailUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/preview.jpg',
		description: 'Preview picture for a file by URL, up to 100 kB. Without one RBM makes it.',
	},
	{
		displayName: 'Thumbnail Uploaded File',
		name: 'thumbnailName',
		type: 'string',
		default: '',
		placeholder: 'e.g. files/def456',
		description: 'Preview picture for an uploaded file',
	},
	{
		displayName: 'Thumbnail Input Data Field Name',
		name: 'thumbnailBinaryProperty',
		type: 'string',
		default: '',
		placeholder: 'e.g. preview',
		description: 'Preview picture for binary data, up to 100 kB',
	},
];

/** Fetches a file again that RBM has in its cache. */
export const forceRefreshField: INodeProperties = {
	displayName: 'Force Refresh',
	name: 'forceRefresh',
	type: 'boolean',
	default: false,
	description: 'Whether RBM fetches a file by URL again though it has it; slower',
};

/**
 * What was entered, as RBM's `contentInfo` or `uploadedRbmFile`; checking is up to who takes it.
 * Undefined when there is no media.
 *
 * @param prefix like "Card 2, ", for errors about binary data
 */
export function mediaOf(
	row: MediaRow,
	purpose: Exclude<MediaPurpose, 'thumbnail'>,
	agentId: string,
	{ upload }: BuildContext,
	prefix = '',
): object | undefined {
	const thumbnailProperty = String(row.thumbnailBinaryProperty ?? '').trim();
	switch (row.mediaFrom ?? 'url') {
		case 'none':
			return undefined;
		case 'uploaded': {
			const { fileName, thumbnailName } = row;
			return { uploadedRbmFile: { fileName, thumbnailName } };
		}
		case 'binary': {
			const property = String(row.binaryProperty ?? 'data').trim();
			const field = `${prefix}Input Data Field Name`;
			const fileName = upload({ property, agentId, purpose, field });
			const thumbnailName =
				thumbnailProperty === ''
					? undefined
					: upload({
							property: thumbnailProperty,
							agentId,
							purpose: 'thumbnail',
							field: `${prefix}Thumbnail Input Data Field Name`,
						});
			return { uploadedRbmFile: { fileName, thumbnailName } };
		}
		default: {
			const { fileUrl, thumbnailUrl, forceRefresh } = row;
			return { contentInfo: { fileUrl, thumbnailUrl, forceRefresh } };
		}
	}
}
