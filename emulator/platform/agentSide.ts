import type { AgentEvent } from '../../rbm/types';
import { invalidArgument, notFound, permissionDenied } from '../api/errors';
import type { ParsedMessage } from '../message/agentMessage';
import { isUsNumber, US_CARRIER } from '../message/classification';
import { requiredFeatures } from '../message/features';
import type { MediaFacts } from '../message/media';
import { isConnected, markUserMessageRead, route, showTyping } from './delivery';
import type { Agent, AgentEntry, Phone, SentEvent } from './model';
import type { Platform } from './platform';
import { findReachable, reachedPhone } from './reach';
import { sentMessage, type SentMessage } from './sentMessage';

/** How long the typing indicator shows (guides/build/events/send-events). */
const TYPING_MS = 20_000;

/**
 * The agent a call names. A suffixed ID is refused, since Google's samples pass the bare one; that
 * Google refuses it too is a guess.
 *
 * @throws ApiError 403, as the look-up of an agent fails with Google
 */
export function findAgent(platform: Platform, agentId: string | undefined): Agent {
	const agent = platform.agents.get(agentId ?? '');
	if (agent) return agent;
	throw permissionDenied(
		`Error looking up RBM agent (ID: ${agentId || 'null'}) for the authenticating GCP project. This may be a transient error; please try again.`,
	);
}

/** A message that passed all checks of its own; what is left is whether it can reach the phone. */
export interface CheckedMessage extends ParsedMessage {
	media: MediaFacts;
}

function checkFeatures(phone: Phone, { message, media }: CheckedMessage): void {
	const needed = [...requiredFeatures(message.contentMessage), ...media.features];
	const lacking = needed.find((feature) => !phone.features.includes(feature));
	if (lacking === undefined) return;
	throw invalidArgument(
		'agent_message.content_message',
		`The recipient's device does not support ${lacking}, which this message uses.`,
	);
}

/**
 * Takes a message for a phone. An ID that was used before changes nothing and gets the first answer
 * again; the shape of that answer is a guess. A refused message does not burn its ID.
 *
 * @throws ApiError 403 unlaunched agent to a non-tester, 404 unreachable, 400 traffic type or feature
 */
export function sendAgentMessage(
	platform: Platform,
	agent: Agent,
	phoneNumber: string,
	messageId: string,
	checked: CheckedMessage,
): SentMessage | SentEvent {
	const { message, media, expiresAt } = checked;
	// Google documents only "an error" for this; 400 is a guess.
	if (agent.useCase === 'MULTI_USE' && message.messageTrafficType === undefined) {
		throw invalidArgument(
			'agent_message.message_traffic_type',
			"Missing required field at 'agent_message.message_traffic_type': multi-use agents must set it.",
		);
	}
	const used = platform.usedId(agent, messageId);
	if (used) {
		platform.sends.countRepeated();
		return used.response;
	}
	const phone = findReachable(platform, agent, phoneNumber);
	checkFeatures(phone, checked);

	const conversation = platform.conversation(phone, agent);
	const entry: AgentEntry = {
		from: 'agent',
		messageId,
		sendTime: platform.stamp(),
		content: message.contentMessage,
		status: 'queued',
		...(Object.keys(media.mediaTypes).length > 0 && { mediaTypes: media.mediaTypes }),
		...(expiresAt !== undefined && { expiresAt }),
	};
	const { payloadBytes } = media;
	const response = sentMessage(
		{ phoneNumber, messageId, sendTime: entry.sendTime, payloadBytes, expiresAt },
		message,
	);
	platform.burnId(agent, messageId, { response, message: { conversation, entry } });
	platform.sends.countAccepted();
	route(platform, conversation, entry);
	return response;
}

/**
 * Takes a message back while it is queued. No event tells of it. That an unknown ID gets the same 404
 * as a delivered message is a guess.
 *
 * @throws ApiError 404 when it is not queued (any more)
 */
export function revokeAgentMessage(
	platform: Platform,
	agent: Agent,
	phoneNumber: string,
	messageId: string,
): void {
	const { conversation, entry } = platform.usedId(agent, messageId)?.message ?? {};
	if (!entry || conversation?.phone.phoneNumber !== phoneNumber || entry.status !== 'queued') {
		throw notFound();
	}
	entry.timer?.cancel();
	delete entry.timer;
	entry.status = 'revoked';
	platform.changed();
}

/**
 * Takes a READ or IS_TYPING of the agent. READ waits for an offline phone, IS_TYPING does not. An ID
 * that was used before changes nothing.
 *
 * @throws ApiError 403 unlaunched agent to a non-tester, 404 unreachable
 */
export function sendAgentEvent(
	platform: Platform,
	agent: Agent,
	phoneNumber: string,
	eventId: string,
	event: AgentEvent,
): SentMessage | SentEvent {
	const used = platform.usedId(agent, eventId);
	if (used) return used.response;
	const phone = findReachable(platform, agent, phoneNumber);

	const response: SentEvent = {
		name: `phones/${phoneNumber}/agentEvents/${eventId}`,
		...event,
		sendTime: platform.stamp(),
	};
	platform.burnId(agent, eventId, { response });
	const conversation = platform.conversation(phone, agent);
	if (event.eventType === 'IS_TYPING') {
		if (isConnected(phone)) showTyping(platform, conversation, TYPING_MS);
	} else if (event.messageId !== undefined) {
		if (isConnected(phone)) markUserMessageRead(conversation, event.messageId);
		else conversation.pendingReads.push(event.messageId);
		platform.changed();
	}
	return response;
}

/**
 * What the phone can show. Being switched off does not matter. proto3 JSON leaves an empty list out.
 *
 * @throws ApiError 404 without RCS or launch on the carrier, which cannot be told apart, and (unlike a
 *   send) for an unlaunched agent and a non-tester
 */
export function capabilitiesOf(platform: Platform, agent: Agent, phoneNumber: string) {
	const phone = reachedPhone(platform, agent, phoneNumber);
	if (!phone) throw notFound();
	const { features } = phone;
	return {
		...(features.length > 0 && { features }),
		...(isUsNumber(phoneNumber) && { carrier: US_CARRIER }),
	};
}
