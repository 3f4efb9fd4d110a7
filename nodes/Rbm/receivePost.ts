import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { bareAgentId } from '../../rbm/agentId';
import { consentOf, type Consent } from '../../rbm/consent';
import { USER_MESSAGE_TYPES, type RbmEvent, type RbmEventType } from '../../rbm/events';
import { stableUuid } from '../../rbm/ids';
import { phonePath } from '../../rbm/request';
import { receive } from '../../rbm/webhook';
import { clientTokensOf, eventItem } from './eventItem';
import { RecentEvents } from './recentEvents';
import { createTransport, CREDENTIAL } from './transport';
import { OUTPUT_COUNT, outputOf } from './triggerOptions';

/** Google repeats within minutes as a rule; an hour of a busy campaign fits in. */
const handled = new RecentEvents(20_000, 60 * 60_000);
/** Google's unsubscribe button sends keyword and event at once; typing STOP twice is one wish, too. */
const consents = new RecentEvents(2000, 60_000);

interface TriggerOptions {
	badSignatureAnswer?: number;
	markAsRead?: boolean;
	agentIds?: string;
}

/** Whether the builder chose this event; a typed keyword counts as (un)subscribing. */
function isWanted(
	{ eventType, agentId }: RbmEvent,
	consent: Consent | undefined,
	events: readonly RbmEventType[],
	{ agentIds = '' }: TriggerOptions,
): boolean {
	const agents = agentIds.split(',').map(bareAgentId).filter(Boolean);
	if (agents.length > 0 && agentId !== undefined && !agents.includes(agentId)) return false;
	return (
		events.includes(eventType) ||
		(consent === 'OPT_OUT' && events.includes('UNSUBSCRIBE')) ||
		(consent === 'OPT_IN' && events.includes('SUBSCRIBE'))
	);
}

/** Shows the person that their message was read. Nothing waits for it, and a failure is only logged. */
async function markAsRead(context: IWebhookFunctions, event: RbmEvent): Promise<void> {
	const isMessage = (USER_MESSAGE_TYPES as readonly string[]).includes(event.eventType);
	if (!isMessage || !('messageId' in event) || !('phoneNumber' in event)) return;
	const { phoneNumber, agentId, messageId, eventKey } = event;
	if (!phoneNumber || !agentId || !messageId) return;
	const perform = await createTransport(context);
	const answer = await perform({
		api: 'messaging',
		method: 'POST',
		path: phonePath(phoneNumber, 'agentEvents'),
		query: { eventId: stableUuid('read', agentId, eventKey), agentId },
		body: { eventType: 'READ', messageId },
		phoneNumber,
	});
	if ('httpStatus' in answer && answer.httpStatus === 200) return;
	warn(context, 'could not mark a message as read');
}

function warn(context: IWebhookFunctions, what: string): void {
	context.logger.warn(`RCS Business Messaging Trigger ${what}`, {
		node: context.getNode().name,
		workflowId: context.getWorkflow().id,
	});
}

/**
 * Handles a post to the trigger's webhook. It never throws: n8n would record a failed execution.
 *
 * 200 means that Google may forget the event: its execution is stored, nobody wanted it, or it is not
 * Google's. 503 asks for another try: the credential has no token yet, or the same event is being
 * stored right now.
 */
export async function receivePost(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const response = context.getResponseObject();
	const answer = (status: number, text = ''): IWebhookResponseData => {
		response.status(status).type('text/plain').send(text);
		return { noWebhookResponse: true };
	};

	const tokens = clientTokensOf(await context.getCredentials(CREDENTIAL));
	if (tokens.length === 0) {
		warn(
			context,
			'cannot verify anything: the credential has no Webhook Client Token. Google will repeat the event.',
		);
		return answer(503);
	}

	const options = context.getNodeParameter('options', {}) as TriggerOptions;
	const received = receive(context.getBodyData(), context.getHeaderData(), tokens);
	if (received.kind === 'handshake') return answer(200, received.secret);
	if (received.kind === 'refused') {
		warn(context, `refused a post: ${received.reason}`);
		return answer(options.badSignatureAnswer === 401 ? 401 : 200);
	}

	const { event } = received;
	const consent = consentOf(event);
	const events = context.getNodeParameter('events', []) as RbmEventType[];
	if (!isWanted(event, consent, events, options)) return answer(200);

	// Test and production executions of a node are different readers.
	const reader = `${context.getWorkflow().id} ${context.getNode().id} ${context.getMode()}`;
	const key = `${reader} ${event.eventKey}`;
	const claim = handled.claim(key);
	if (claim !== 'new') return answer(claim === 'done' ? 200 : 503);
	response.once('close', () => handled.settle(key, response.statusCode === 200));

	if (consent && 'phoneNumber' in event) {
		const consentKey = `${reader} ${event.agentId} ${event.phoneNumber} ${consent}`;
		if (consents.claim(consentKey) !== 'new') return answer(200);
		response.once('close', () => consents.settle(consentKey, response.statusCode === 200));
	}

	if (options.markAsRead) {
		markAsRead(context, event).catch(() => warn(context, 'could not mark a message as read'));
	}
	const output = context.helpers.returnJsonArray(eventItem(event));
	if (context.getNodeParameter('outputMode', 'single') !== 'byKind') {
		return { workflowData: [output] };
	}
	const own = outputOf(event.eventType, consent);
	return {
		workflowData: Array.from({ length: OUTPUT_COUNT }, (_, index) => (index === own ? output : [])),
	};
}
