import type { Resource } from '../operation';
import { markAsRead } from './markAsRead';
import { showTyping } from './showTyping';

/** Signals to a person's conversation that are no messages. */
export const event: Resource = {
	value: 'event',
	name: 'Event',
	operations: [markAsRead, showTyping],
	preselected: markAsRead.value,
};
