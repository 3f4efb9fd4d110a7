import type {
	ICredentialDataDecryptedObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { bareAgentId } from '../../rbm/agentId';
import { consentOf, type Consent } from '../../rbm/consent';
import { USER_MESSAGE_TYPES, type RbmEvent, type RbmEventType } from '../../rbm/events';
import { stableUuid } from '../../rbm/ids';
import { outcomeOf } from '../../rbm/outcome';
import { phonePath } from '../../rbm/request';
import { receive } from '../../rbm/webhook';
import { clientTokensOf, eventItem } from './eventItem';
import { downloadFile, fileSchemes, largestFileBytes } from './fileDownload';
import { plainValue } from './plainValue';
import { RecentEvents } from './recentEvents';
import { createTransport, CREDENTIAL } from './transport';
import { warn } from './triggerLog';
import { OUTPUT_COUNT, outputOf } from './triggerOptions';

/** Of all workflows. Google repeats after ten minutes at most; so long 100 events a second fit in. */
const handled = new RecentEvents(60_000, 60 * 60_000);
/** Halves of opt-outs and opt-ins, until the other half comes. */
const halves = new RecentEvents(2000, 60_000);
/** Events that Google did not wait for while their file came; the next try does without the file. */
const notAwaited = new RecentEvents(2000, 60 * 60_000);

/**
 * How long a file may take. It comes before the answer, since what Google believes delivered must be
 * stored, and a trigger stores all at once. Google's own patience is not published; 10 seconds, the
 * default of Pub/Sub, are the guess that this stays below. A repeat meanwhile is answered with 503.
 */
const FILE_TIMEOUT_MS = 8000;

interface TriggerOptions {
	badSignatureAnswer?: number;
	markAsRead?: boolean;
	downloadFiles?: boolean;
	largestFile?: number;
	agentIds?: string;
}

/** Whose events are wanted: the registered agent's, or of those listed; none means all. */
function agentsOf(context: IWebhookFunctions, { agentIds }: TriggerOptions): string[] {
	const registered = plainValue(context.getNodeParameter('agentId', ''));
	const isManual = context.getNodeParameter('registration', 'automatic') === 'manual';
	const agents = isManual ? String(agentIds ?? '').split(',') : [String(registered)];
	return agents.map(bareAgentId).filter(Boolean);
}

/** Whether the builder chose this event; a typed keyword counts as (un)subscribing. */
function isWanted(
	{ eventType, agentId }: RbmEvent,
	consent: Consent | undefined,
	events: readonly RbmEventType[],
	agents: readonly string[],
): boolean {
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
	if ('credentialProblem' in answer) {
		return warn(context, `could not mark a message as read: ${answer.credentialProblem}`);
	}
	const outcome = outcomeOf(answer);
	if (outcome.kind === 'accepted') return;
	const why = outcome.kind === 'unreachable' ? outcome.reason : outcome.message;
	warn(context, `could not mark a message as read: ${why}`);
}

/**
 * An event as an item, with its file where the builder wants it. An event is never lost over a file:
 * the item says then why there is none.
 *
 * @param key what the event is remembered by
 * @param hungUp tells that Google no longer waits for an answer
 */
async function itemOf(
	context: IWebhookFunctions,
	event: RbmEvent,
	{ downloadFiles, largestFile }: TriggerOptions,
	credential: ICredentialDataDecryptedObject,
	key: string,
	hungUp: AbortSignal,
): Promise<INodeExecutionData> {
	const item: INodeExecutionData = { json: eventItem(event) };
	if (!downloadFiles || event.eventType !== 'USER_FILE') return item;
	const download = notAwaited.take(key)
		? { error: 'it took longer than Google waits' }
		: await downloadFile(context, event.file, {
				bytes: largestFileBytes(largestFile),
				schemes: fileSchemes(credential),
				signal: AbortSignal.any([hungUp, AbortSignal.timeout(FILE_TIMEOUT_MS)]),
			});
	if ('binary' in download) return { ...item, binary: { data: download.binary } };
	const error = `The file was not downloaded: ${download.error}.`;
	warn(context, `could not download a file: ${download.error}`);
	return { json: { ...item.json, fileDownload: { error } } };
}

/**
 * Whether this is the second half of an opt-out or opt-in by Google's button, which sends keyword and
 * event at once, in any order. A pair is used up; what a person says later counts anew.
 */
function completesPair(reader: string, event: RbmEvent, consent: Consent): boolean {
	const person = `${reader} ${event.agentId} ${'phoneNumber' in event ? event.phoneNumber : ''}`;
	const half = event.eventType === 'TEXT' ? 'keyword' : 'event';
	const opposite = consent === 'OPT_OUT' ? 'OPT_IN' : 'OPT_OUT';
	for (const each of ['keyword', 'event']) halves.take(`${person} ${opposite} ${each}`);
	const other = half === 'keyword' ? 'event' : 'keyword';
	if (halves.take(`${person} ${consent} ${other}`)) return true;
	halves.settle(`${person} ${consent} ${half}`, true);
	return false;
}

/**
 * Handles a post to the trigger's webhook. It never throws: n8n would record a failed execution, and
 * Google repeat it for days.
 *
 * 200 means that Google may forget the event: its execution is stored, nobody wanted it, or it is not
 * Google's. 503 asks for another try: the credential cannot be used yet, or the same event is being
 * stored right now.
 */
export async function receivePost(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await handlePost(context);
	} catch (error) {
		warn(context, `could not handle a post: ${(error as Error).message}`);
		return answer(context, 503);
	}
}

function answer(context: IWebhookFunctions, status: number, text = ''): IWebhookResponseData {
	context.getResponseObject().status(status).type('text/plain').send(text);
	return { noWebhookResponse: true };
}

async function handlePost(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const response = context.getResponseObject();
	const credential = await context.getCredentials(CREDENTIAL);
	const tokens = clientTokensOf(credential);
	if (tokens.length === 0) {
		warn(
			context,
			'cannot verify anything: the credential has no Webhook Client Token. Google will repeat the event.',
		);
		return answer(context, 503);
	}

	const options = context.getNodeParameter('options', {}) as TriggerOptions;
	const received = receive(context.getBodyData(), context.getHeaderData(), tokens);
	if (received.kind === 'handshake') return answer(context, 200, received.secret);
	if (received.kind === 'refused') {
		warn(context, `refused a post: ${received.reason}`);
		// Google verifies once and repeats nothing, so that the builder's choice is not about it.
		if (received.isHandshake) return answer(context, 400);
		return answer(context, options.badSignatureAnswer === 401 ? 401 : 200);
	}

	const { event } = received;
	const consent = consentOf(event);
	const events = [context.getNodeParameter('events', [])].flat() as RbmEventType[];
	if (!isWanted(event, consent, events, agentsOf(context, options))) return answer(context, 200);

	// Test and production executions of a node are different readers.
	const reader = `${context.getWorkflow().id} ${context.getNode().id} ${context.getMode()}`;
	const key = `${reader} ${event.eventKey}`;
	// Too late to hear of the end, so nothing could settle a claim; Google will repeat the event.
	if (response.destroyed) return { noWebhookResponse: true };
	const claim = handled.claim(key);
	if (claim !== 'new') return answer(context, claim === 'done' ? 200 : 503);
	const hangUp = new AbortController();
	// An answer that Google did not get, or not a 200, is followed by another try.
	response.once('close', () => {
		handled.settle(key, response.writableFinished && response.statusCode === 200);
		if (!response.writableFinished) hangUp.abort();
	});
	if (consent && completesPair(reader, event, consent)) return answer(context, 200);

	if (options.markAsRead) {
		markAsRead(context, event).catch(() => warn(context, 'could not mark a message as read'));
	}
	const item = await itemOf(context, event, options, credential, key, hangUp.signal);
	if (hangUp.signal.aborted) {
		notAwaited.settle(key, true);
		return { noWebhookResponse: true };
	}
	const output = [item];
	if (context.getNodeParameter('outputMode', 'single') !== 'byKind') {
		return { workflowData: [output] };
	}
	const own = outputOf(event.eventType, consent);
	return {
		workflowData: Array.from({ length: OUTPUT_COUNT }, (_, index) => (index === own ? output : [])),
	};
}
