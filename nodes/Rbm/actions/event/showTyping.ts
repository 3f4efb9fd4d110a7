import { agentField, phoneNumberField, phoneOptions } from '../fields';
import type { RequestOperation } from '../operation';
import { agentEvent, eventResults } from './agentEvent';

/** Event → Show Typing: three dots for about 20 seconds, or until the next message. */
export const showTyping: RequestOperation = {
	value: 'showTyping',
	name: 'Show Typing',
	action: 'Show the typing indicator',
	description: 'Show that an answer is coming, for about 20 seconds or until the next message',
	fields: [agentField, phoneNumberField, phoneOptions()],
	build: (parameter, context) => agentEvent(parameter, context, { eventType: 'IS_TYPING' }),
	...eventResults,
};
