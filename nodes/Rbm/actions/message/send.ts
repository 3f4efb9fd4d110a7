import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { toAgentId } from '../../../../rbm/agentId';
import { checkMessageSize } from '../../../../rbm/agentMessage';
import { checkContentMessage } from '../../../../rbm/content/contentMessage';
import { optionalChoice } from '../../../../rbm/content/check';
import { stableUuid, toMessageId } from '../../../../rbm/ids';
import { phonePath } from '../../../../rbm/request';
import { MESSAGE_TRAFFIC_TYPES, type AgentMessage } from '../../../../rbm/types';
import { agentField, phoneNumberField, phoneOptions, recipient } from '../fields';
import type { BuildContext, ReadParameter, RequestOperation } from '../operation';
import { expiryFields, readExpiry } from './expiryFields';

const trafficTypeOption: INodeProperties = {
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
	description: 'Why this is sent. Multi-use agents must say it, other agents have a default.',
};

const messageIdOption: INodeProperties = {
	displayName: 'Message ID',
	name: 'messageId',
	type: 'string',
	default: '',
	placeholder: 'e.g. spring-sale-2027',
	description:
		'Sent once per phone under this ID, even in another execution. Any text will do; a UUID is used as it is and serves one message. Empty means a new ID for each item and execution.',
};

/** What the kinds of messages differ in. */
interface SendKind {
	value: string;
	name: string;
	action: string;
	description: string;
	fields: INodeProperties[];
	/** The message's content as entered; it is checked afterwards, whatever its kind. */
	content(parameter: ReadParameter, context: BuildContext, agentId: string): unknown;
}

/** An operation that sends a message: whom and how is the same for every kind. */
export function sendOperation(kind: SendKind): RequestOperation {
	const { value, name, action, description } = kind;
	return {
		value,
		name,
		action,
		description,
		outputs: ['Sent', 'Unreachable'],
		fields: [
			agentField,
			phoneNumberField,
			...kind.fields,
			...expiryFields,
			phoneOptions(messageIdOption, trafficTypeOption),
		],
		build(parameter, context) {
			const agentId = toAgentId(parameter('agentId'));
			const phoneNumber = recipient(parameter);
			const contentMessage = checkContentMessage(kind.content(parameter, context, agentId));
			const options = parameter('options', {}) as { messageId?: unknown } & IDataObject;
			const messageTrafficType = optionalChoice(
				'Traffic Type',
				options.messageTrafficType,
				MESSAGE_TRAFFIC_TYPES,
			);
			const message: AgentMessage = {
				contentMessage,
				...(messageTrafficType && { messageTrafficType }),
				...readExpiry(parameter, context),
			};
			checkMessageSize(message);
			const given = String(options.messageId ?? '').trim();
			const messageId =
				given === ''
					? stableUuid(context.id, agentId, phoneNumber)
					: toMessageId(given, agentId, phoneNumber);
			return {
				request: {
					api: 'messaging',
					method: 'POST',
					path: phonePath(phoneNumber, 'agentMessages'),
					query: { messageId, agentId },
					body: message,
					phoneNumber,
				},
				about: { messageId, phoneNumber, agentId },
				...(contentMessage.text !== undefined && { fallback: { text: contentMessage.text } }),
			};
		},
	};
}
