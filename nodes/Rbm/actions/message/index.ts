import type { Resource } from '../operation';
import { revoke } from './revoke';
import { sendText } from './sendText';

/** Messages to people. */
export const message: Resource = {
	value: 'message',
	name: 'Message',
	operations: [sendText, revoke],
};
