import type { IDataObject } from 'n8n-workflow';

import { toAgentId } from '../../../../rbm/agentId';
import {
	checkMessageSize,
	checkSuggestionCount,
	checkText,
	expireTimeOf,
	suggestedReply,
	ttlOf,
} from '../../../../rbm/agentMessage';
import { toE164 } from '../../../../rbm/phoneNumber';
import { phonePath } from '../../../../rbm/request';
import type { AgentMessage, MessageTrafficType, Suggestion } from '../../../../rbm/types';
import { agentField, phoneNumberField } from '../fields';
import type { BuildContext, Operation, ReadParameter } from '../operation';

const SECONDS = { seconds: 1, minutes: 60, hours: 60 * 60, days: 24 * 60 * 60 };

function suggestions(parameter: ReadParameter): Suggestion[] {
	const { reply = [] } = (parameter('suggestedReplies', {}) ?? {}) as {
		reply?: Array<{ text?: unknown; postbackData?: unknown }>;
	};
	const list = reply.map(({ text, postbackData }, index) =>
		suggestedReply(String(text ?? ''), String(postbackData ?? ''), index + 1),
	);
	checkSuggestionCount(list);
	return list;
}

function expiry(
	parameter: ReadParameter,
	{ now, toMillis }: BuildContext,
): Pick<AgentMessage, 'ttl' | 'expireTime'> {
	switch (parameter('expires', 'never')) {
		case 'after': {
			const unit = parameter('expiresAfterUnit', 'minutes') as keyof typeof SECONDS;
			return { ttl: ttlOf(Number(parameter('expiresAfter')) * SECONDS[unit]) };
		}
		case 'at':
			return { expireTime: expireTimeOf(toMillis(parameter('expiresAt')), now) };
		default:
			return {};
	}
}

/** Message → Send Text: a text with suggested replies, an expiry and a traffic type. */
export const sendText: Operation = {
	value: 'sendText',
	name: 'Send Text',
	action: 'Send a text message',
	description: 'Send a text, with replies to tap if you like',
	outputs: ['Sent', 'Unreachable'],
	fields: [
		agentField,
		phoneNumberField,
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
		{
			displayName: 'Suggested Replies',
			name: 'suggestedReplies',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, sortable: true },
			placeholder: 'Add Reply',
			default: {},
			description:
				'Up to 11 replies to tap. Phones show them only while this is the last message of the conversation.',
			options: [
				{
					displayName: 'Reply',
					name: 'reply',
					values: [
						{
							displayName: 'Label',
							name: 'text',
							type: 'string',
							default: '',
							placeholder: 'e.g. Yes, please',
							description: 'What the person taps, up to 25 characters',
						},
						{
							displayName: 'Postback Data',
							name: 'postbackData',
							type: 'string',
							default: '',
							placeholder: 'e.g. order:42:yes',
							description:
								'What the trigger receives on a tap, up to 2,048 characters. Empty means the label.',
						},
					],
				},
			],
		},
		{
			displayName: 'Expires',
			name: 'expires',
			type: 'options',
			default: 'never',
			options: [
				{
					name: 'Never',
					value: 'never',
					description: 'An offline phone gets it whenever it is back, for up to 30 days',
				},
				{
					name: 'After a While',
					value: 'after',
					description: 'Taken back if the phone was not reached in time, so that you can fall back',
				},
				{
					name: 'At a Time',
					value: 'at',
					description: 'Taken back if the phone was not reached by then',
				},
			],
			description:
				'What to do when the phone is offline. When a message expires, the trigger receives Message Expired.',
		},
		{
			displayName: 'Expires After',
			name: 'expiresAfter',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 10,
			displayOptions: { show: { expires: ['after'] } },
			description: 'Up to 15 days. Below 10 seconds, delivery and expiry may both be reported.',
		},
		{
			displayName: 'Unit',
			name: 'expiresAfterUnit',
			type: 'options',
			default: 'minutes',
			options: [
				{ name: 'Seconds', value: 'seconds' },
				{ name: 'Minutes', value: 'minutes' },
				{ name: 'Hours', value: 'hours' },
				{ name: 'Days', value: 'days' },
			],
			displayOptions: { show: { expires: ['after'] } },
		},
		{
			displayName: 'Expires At',
			name: 'expiresAt',
			type: 'dateTime',
			default: '',
			required: true,
			displayOptions: { show: { expires: ['at'] } },
			description: "Up to 15 days ahead, in the workflow's time zone unless the value has its own",
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Traffic Type',
					name: 'messageTrafficType',
					type: 'options',
					default: 'TRANSACTION',
					options: [
						{
							name: 'Acknowledgement',
							value: 'ACKNOWLEDGEMENT',
							description: 'Confirms something the person did, an unsubscribe above all',
						},
						{
							name: 'Authentication',
							value: 'AUTHENTICATION',
							description: 'One-time passwords, by OTP agents',
						},
						{ name: 'Promotion', value: 'PROMOTION', description: 'Offers and campaigns' },
						{
							name: 'Service Request',
							value: 'SERVICEREQUEST',
							description: 'Something the person explicitly asked for',
						},
						{
							name: 'Transaction',
							value: 'TRANSACTION',
							description: 'About an existing service: receipts, bookings, deliveries',
						},
					],
					description:
						'Why this is sent. Multi-use agents must say it, other agents have a default.',
				},
			],
		},
	],
	build(parameter, context) {
		const agentId = toAgentId(parameter('agentId'));
		const phoneNumber = toE164(parameter('phoneNumber'));
		const text = String(parameter('text') ?? '');
		checkText(text);
		const replies = suggestions(parameter);
		const { messageTrafficType } = parameter('options', {}) as {
			messageTrafficType?: MessageTrafficType;
		};
		const message: AgentMessage = {
			contentMessage: { text, ...(replies.length > 0 && { suggestions: replies }) },
			...(messageTrafficType && { messageTrafficType }),
			...expiry(parameter, context),
		};
		checkMessageSize(message);
		return {
			request: {
				api: 'messaging',
				method: 'POST',
				path: phonePath(phoneNumber, 'agentMessages'),
				query: { messageId: context.id, agentId },
				body: message,
				phoneNumber,
			},
			about: { messageId: context.id, phoneNumber, agentId } satisfies IDataObject,
			fallback: { text },
		};
	},
};
