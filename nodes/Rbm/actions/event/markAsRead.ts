import { checkMessageId } from '../../../../rbm/agentMessage';
import { agentField, phoneNumberField, phoneOptions } from '../fields';
import type { RequestOperation } from '../operation';
import { agentEvent, eventResults } from './agentEvent';

/** Event → Mark as Read: the person sees that their message was read. */
export const markAsRead: RequestOperation = {
	value: 'markAsRead',
	name: 'Mark as Read',
	action: 'Mark a message as read',
	description: 'Show the person that their message was read',
	fields: [
		agentField,
		phoneNumberField,
		{
			displayName: 'Message ID',
			name: 'messageId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. {{ $json.messageId }}',
			description: "The messageId of the person's message, as the trigger gave it",
		},
		phoneOptions(),
	],
	build: (parameter, context) =>
		agentEvent(parameter, context, {
			eventType: 'READ',
			messageId: checkMessageId(String(parameter('messageId') ?? '')),
		}),
	...eventResults,
};
