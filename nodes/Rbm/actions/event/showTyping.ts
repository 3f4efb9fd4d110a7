import { agentField, phoneNumberField } from '../fields';
import type { Operation } from '../operation';
import { agentEvent, eventResults } from './agentEvent';

/** Event → Show Typing: three dots for about 20 seconds, or until the next message. */
export const showTyping: Operation = {
	value: 'showTyping',
	name: 'Show Typing',
	action: 'Show the typing indicator',
	description: 'Show that an answer is coming, for about 20 seconds or until the next message',
	fields: [agentField, phoneNumberField],
	build: (parameter, context) => agentEvent(parameter, context, { eventType: 'IS_TYPING' }),
	...eventResults,
};
