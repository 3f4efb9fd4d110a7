import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { toAgentId } from '../../../../rbm/agentId';
import { checkMessageSize } from '../../../../rbm/agentMessage';
import { checkContentMessage } from '../../../../rbm/content/contentMessage';
import { optionalChoice } from '../../../../rbm/content/check';
import { sendOnceId, stableUuid, toMessageId } from '../../../../rbm/ids';
import { RbmInputError } from '../../../../rbm/inputError';
import { phonePath } from '../../../../rbm/request';
import { MESSAGE_TRAFFIC_TYPES, type AgentMessage } from '../../../../rbm/types';
import { agentField, phoneNumberField, phoneOptions, recipient } from '../fields';
import type { BuildContext, ReadParameter, RequestOperation } from '../operation';
import { expiryFields, readExpiry } from './expiryFields';
import { readSpeed, readTimeout, speedOptions } from './speedOptions';

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

const sendOnceKeyOption: INodeProperties = {
	displayName: 'Send Once Key',
	name: 'sendOnceKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. spring-sale-2027, or {{ $json.eventKey }}',
	description:
		'Each phone gets one message under this key, even when the workflow is run again or was interrupted: the name of a campaign, or the key of the event you answer. Another message needs another key.',
};

const messageIdOption: INodeProperties = {
	displayName: 'Message ID',
	name: 'messageId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 7b7c5d2e-4f0e-5d3c-9c1b-2f6a1f0c9f10',
	description:
		'A UUID of your own for this one message. Empty means a new ID for each item and execution.',
};

/** @throws RbmInputError for an expression that found nothing: the message would go out unprotected */
function toSendOnceKey(value: unknown): string {
	const key = typeof value === 'object' ? '' : String(value ?? '').trim();
	if (key !== '') return key;
	throw new RbmInputError(
		'Send Once Key',
		value && typeof value === 'object' ? 'is not a text' : 'is empty',
		'Fill it in, or remove the option.',
	);
}

/** The ID decides what "the same message" is: RBM takes one ID once. */
function messageIdFor(
	options: IDataObject,
	{ id }: BuildContext,
	agentId: string,
	phoneNumber: string,
): { messageId: string; mayRepeat: boolean } {
	const own = String(options.messageId ?? '').trim();
	if ('sendOnceKey' in options) {
		const key = toSendOnceKey(options.sendOnceKey);
		if (!own) return { messageId: sendOnceId(key, agentId, phoneNumber), mayRepeat: true };
		throw new RbmInputError(
			'Message ID',
			'cannot go with a Send Once Key',
			'Remove one of the two options.',
		);
	}
	if (own) return { messageId: toMessageId(own), mayRepeat: true };
	return { messageId: stableUuid(id, agentId, phoneNumber), mayRepeat: false };
}

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
			phoneOptions(sendOnceKeyOption, messageIdOption, trafficTypeOption, ...speedOptions),
		],
		speed: readSpeed,
		build(parameter, context) {
			const agentId = toAgentId(parameter('agentId'));
			const phoneNumber = recipient(parameter);
			const contentMessage = checkContentMessage(kind.content(parameter, context, agentId));
			const options = parameter('options', {}) as IDataObject;
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
			const { messageId, mayRepeat } = messageIdFor(options, context, agentId, phoneNumber);
			return {
				mayRepeat,
				request: {
					api: 'messaging',
					method: 'POST',
					path: phonePath(phoneNumber, 'agentMessages'),
					query: { messageId, agentId },
					body: message,
					phoneNumber,
					timeoutMs: readTimeout(parameter),
				},
				about: { messageId, phoneNumber, agentId },
				...(contentMessage.text !== undefined && { fallback: { text: contentMessage.text } }),
			};
		},
	};
}
