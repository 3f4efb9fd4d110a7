import type { Resource } from '../operation';
import { revoke } from './revoke';
import { sendCarousel } from './sendCarousel';
import { sendFile } from './sendFile';
import { sendJson } from './sendJson';
import { sendRichCard } from './sendRichCard';
import { sendText } from './sendText';

/** Messages to people. */
export const message: Resource = {
	value: 'message',
	name: 'Message',
	operations: [revoke, sendCarousel, sendFile, sendJson, sendRichCard, sendText],
	preselected: sendText.value,
};
