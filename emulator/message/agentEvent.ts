import { z } from 'zod';

import type { AgentEvent } from '../../rbm/types';
import { invalidArgument } from '../api/errors';
import { parseBody } from './violations';

const ROOT = 'agent_event';

const agentEvent = z.strictObject({
	eventType: z.enum(['TYPE_UNSPECIFIED', 'READ', 'IS_TYPING']).default('TYPE_UNSPECIFIED'),
	messageId: z.string().optional(),
	name: z.unknown().optional(),
	sendTime: z.unknown().optional(),
});

/**
 * Checks the body of an agent event. That a missing type and a READ without a message are 400 is a
 * guess.
 *
 * @throws ApiError 400
 */
export function parseAgentEvent(body: unknown): AgentEvent {
	const { eventType, messageId } = parseBody(agentEvent, body, ROOT);
	if (eventType === 'TYPE_UNSPECIFIED') {
		throw invalidArgument(`${ROOT}.event_type`, `Missing required field at '${ROOT}.event_type'.`);
	}
	if (eventType === 'READ' && !messageId) {
		throw invalidArgument(
			`${ROOT}.message_id`,
			`Missing required field at '${ROOT}.message_id': READ names the user's message.`,
		);
	}
	return { eventType, ...(messageId && { messageId }) };
}
