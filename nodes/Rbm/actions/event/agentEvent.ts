import type { AgentEvent } from '../../../../rbm/types';
import { stableUuid } from '../../../../rbm/ids';
import { toAgentId } from '../../../../rbm/agentId';
import { phonePath } from '../../../../rbm/request';
import type { BuildContext, BuiltRequest, ReadParameter, RequestOperation } from '../operation';
import { recipient } from '../fields';

/** The request of an agent event; both operations differ only in its body. */
export function agentEvent(
	parameter: ReadParameter,
	{ id }: BuildContext,
	event: AgentEvent,
): BuiltRequest {
	const agentId = toAgentId(parameter('agentId'));
	const phoneNumber = recipient(parameter);
	const eventId = stableUuid(id, agentId, phoneNumber);
	return {
		request: {
			api: 'messaging',
			method: 'POST',
			path: phonePath(phoneNumber, 'agentEvents'),
			query: { eventId, agentId },
			body: event,
			phoneNumber,
		},
		about: { eventId, phoneNumber, agentId, ...event },
	};
}

/** An event does no harm when the phone lost RCS meanwhile: the flow goes on and can see it. */
export const eventResults = {
	outputs: ['Done'],
	onAccepted: (about, { sendTime }) => ({ ...about, sent: true, ...(sendTime && { sendTime }) }),
	onUnreachable: (about, reason) => ({ ...about, sent: false, reason }),
} as const satisfies Partial<RequestOperation>;
