import { isUsNumber, classifyContent, US_CARRIER } from '../message/classification';

/** A payload for `message.data` with the two attributes captures show beside it. */
export interface WebhookEvent {
	payload: object;
	attributes: Record<string, string>;
}

/** Who and when; `agentId` without suffix, `sendTime` with microseconds. */
export interface EventContext {
	phoneNumber: string;
	agentId: string;
	sendTime: string;
}

/** A file a person sent (reference: UserFile). */
export interface FileInfo {
	mimeType: string;
	fileSizeBytes: number;
	fileUri: string;
	fileName: string;
}

/** What a person sent (reference: UserMessage). */
export type UserContent =
	| { text: string }
	| { location: { latitude: number; longitude: number } }
	| { userFile: { payload: FileInfo } }
	| { suggestionResponse: { postbackData: string; text: string; type: 'REPLY' | 'ACTION' } };

function messageType(content: UserContent): string {
	if ('text' in content) return 'TEXT';
	if ('userFile' in content) return 'USER_FILE';
	return 'location' in content ? 'LOCATION' : 'SUGGESTION_RESPONSE';
}

/** Captured payloads carry agent IDs in this form. */
function suffixed(agentId: string): string {
	return `${agentId}@rbm.goog`;
}

/** A message from a person. `messageId` is the phone's own, not a UUID. */
export function userMessage(
	{ phoneNumber, agentId, sendTime }: EventContext,
	messageId: string,
	content: UserContent,
): WebhookEvent {
	return {
		payload: {
			senderPhoneNumber: phoneNumber,
			messageId,
			sendTime,
			agentId: suffixed(agentId),
			...(isUsNumber(phoneNumber) && {
				// Whether taps and locations are classified is not documented; text certainly is, files
				// follow from what the classes mean.
				...('text' in content && { richMessageClassification: classifyContent(content) }),
				...('userFile' in content && { richMessageClassification: classifyContent({}) }),
				carrier: US_CARRIER,
			}),
			...content,
		},
		attributes: { type: 'message', message_type: messageType(content) },
	};
}

/** An event of a person's phone; `messageId` is the agent's message, for DELIVERED and READ. */
export function userEvent(
	{ phoneNumber, agentId, sendTime }: EventContext,
	eventId: string,
	eventType: 'DELIVERED' | 'READ' | 'IS_TYPING' | 'SUBSCRIBE' | 'UNSUBSCRIBE',
	messageId?: string,
): WebhookEvent {
	return {
		payload: {
			senderPhoneNumber: phoneNumber,
			eventType,
			eventId,
			...(messageId !== undefined && { messageId }),
			agentId: suffixed(agentId),
			sendTime,
		},
		attributes: { type: 'event', event_type: eventType },
	};
}

/** The end of a message with an expiry. It says `phoneNumber`, not `senderPhoneNumber`. */
export function serverEvent(
	{ phoneNumber, agentId, sendTime }: EventContext,
	eventId: string,
	eventType: 'TTL_EXPIRATION_REVOKED' | 'TTL_EXPIRATION_REVOKE_FAILED',
	messageId: string,
): WebhookEvent {
	return {
		payload: { phoneNumber, messageId, agentId: suffixed(agentId), eventType, eventId, sendTime },
		// No capture of a server event is known; user events are the model.
		attributes: { type: 'event', event_type: eventType },
	};
}
