import type { INodeProperties } from 'n8n-workflow';

import { LIMITS } from '../../../../rbm/limits';
import { agentField } from '../fields';

const showFor = (mediaFrom: string, root = '') => ({ show: { [`${root}mediaFrom`]: [mediaFrom] } });

/** Where the file and its preview come from. */
export const uploadFields: INodeProperties[] = [
	{
		displayName: `Upload a file once and send it to many: its name is valid for ${LIMITS.uploadedFileDays} days. Enter it as <b>Uploaded File</b> in Send File and in cards.`,
		name: 'uploadNotice',
		type: 'notice',
		default: '',
	},
	agentField,
	{
		displayName: 'File',
		name: 'mediaFrom',
		type: 'options',
		default: 'url',
		options: [
			{ name: 'Binary Data', value: 'binary', description: 'A file of the input item' },
			{ name: 'URL', value: 'url', description: 'A public address that RBM fetches' },
		],
		description: 'Picture, video, audio or PDF, up to 100 MiB',
	},
	{
		displayName: 'File URL',
		name: 'fileUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/picture.jpg',
		displayOptions: showFor('url'),
		description: 'Public, with one redirect at most, with the right Content-Type',
	},
	{
		displayName: 'Input Data Field Name',
		name: 'binaryProperty',
		type: 'string',
		default: 'data',
		required: true,
		displayOptions: showFor('binary'),
		hint: 'The name of the input field containing the binary file data to be uploaded',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Thumbnail Input Data Field Name',
				name: 'thumbnailBinaryProperty',
				type: 'string',
				default: '',
				placeholder: 'e.g. preview',
				displayOptions: showFor('binary', '/'),
				description:
					'Preview picture, up to 100 kB. It gets a name of its own, thumbnailName. Without one RBM makes it.',
			},
			{
				displayName: 'Thumbnail URL',
				name: 'thumbnailUrl',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://example.com/preview.jpg',
				displayOptions: showFor('url', '/'),
				description: 'Preview picture, up to 100 kB. Without one RBM makes it.',
			},
		],
	},
];
