import type { INodeProperties } from 'n8n-workflow';

import type { Consent } from '../../rbm/consent';
import type { RbmEventType } from '../../rbm/events';
import { DEFAULT_LARGEST_FILE, MOST_LARGEST_FILE } from './fileDownload';
import { ifRegisteredOption } from './registrationFields';

/** Outputs of the trigger when events are split by kind, in the order on the canvas. */
const OUTPUTS = ['Messages', 'Receipts', 'Expiries', 'Opt-Out / In', 'Other'] as const;

/** Where an event leaves when events are split by kind. */
export function outputOf(eventType: RbmEventType, consent: Consent | undefined): number {
	const name = ((): (typeof OUTPUTS)[number] => {
		if (consent) return 'Opt-Out / In';
		switch (eventType) {
			case 'TEXT':
			case 'SUGGESTION_REPLY':
			case 'SUGGESTION_ACTION':
			case 'LOCATION':
			case 'USER_FILE':
				return 'Messages';
			case 'DELIVERED':
			case 'READ':
				return 'Receipts';
			case 'TTL_EXPIRATION_REVOKED':
			case 'TTL_EXPIRATION_REVOKE_FAILED':
				return 'Expiries';
			default:
				return 'Other';
		}
	})();
	return OUTPUTS.indexOf(name);
}

/** Number of outputs when events are split by kind. */
export const OUTPUT_COUNT = OUTPUTS.length;

/** One output, or one for each kind of event. */
export const triggerOutputsExpression: `={{${string}}}` = `={{ $parameter["outputMode"] === "byKind" ? ${JSON.stringify(
	OUTPUTS.map((displayName) => ({ type: 'main', displayName })),
)} : [{ type: "main" }] }}`;

/** What the trigger can be told besides which events start it. */
export const triggerOptions: INodeProperties[] = [
	{
		displayName: 'Outputs',
		name: 'outputMode',
		type: 'options',
		default: 'single',
		options: [
			{ name: 'One for All Events', value: 'single' },
			{
				name: 'One for Each Kind',
				value: 'byKind',
				description:
					'Messages, receipts, expiries, opt-outs with opt-ins, and other events each leave on their own',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Answer to a Bad Signature',
				name: 'badSignatureAnswer',
				type: 'options',
				default: 200,
				options: [
					{ name: '200, Drop It', value: 200, description: 'Google forgets the event' },
					{
						name: '401, Let Google Repeat It',
						value: 401,
						description: 'For seven days, which slows the webhooks of all your agents',
					},
				],
				description: 'What Google hears when a post is not signed with your client token',
			},
			ifRegisteredOption,
			{
				displayName: 'Download Files',
				name: 'downloadFiles',
				type: 'boolean',
				default: false,
				description:
					'Whether the file of a File Received event is fetched into the binary field "data", in 8 seconds at most. Without it, or if that fails, the item has the link only.',
			},
			{
				displayName: 'Largest File',
				name: 'largestFile',
				type: 'number',
				default: DEFAULT_LARGEST_FILE,
				typeOptions: { minValue: 1, maxValue: MOST_LARGEST_FILE },
				displayOptions: { show: { downloadFiles: [true] } },
				description: 'Megabytes; larger files are not downloaded',
			},
			{
				displayName: 'Mark Messages as Read',
				name: 'markAsRead',
				type: 'boolean',
				default: false,
				description: 'Whether people see at once that their message was read',
			},
			{
				displayName: 'Only These Agents',
				name: 'agentIds',
				type: 'string',
				default: '',
				displayOptions: { show: { '/registration': ['manual'] } },
				placeholder: 'e.g. my_agent_abc123_agent, other_agent',
				description:
					'Agent IDs, separated by commas. A webhook of the partner account receives the events of all agents.',
			},
		],
	},
];
