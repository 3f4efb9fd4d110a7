import { createHash } from 'node:crypto';

import { bareAgentId } from './agentId';
import { present } from './present';

/** What a person sent, by kind. */
export const USER_MESSAGE_TYPES = [
	'TEXT',
	'SUGGESTION_REPLY',
	'SUGGESTION_ACTION',
	'LOCATION',
	'USER_FILE',
] as const;
/** What happened on a person's phone. */
export const USER_EVENT_TYPES = [
	'DELIVERED',
	'READ',
	'IS_TYPING',
	'SUBSCRIBE',
	'UNSUBSCRIBE',
] as const;
/** What the platform did with a message that expired. */
export const SERVER_EVENT_TYPES = [
	'TTL_EXPIRATION_REVOKED',
	'TTL_EXPIRATION_REVOKE_FAILED',
] as const;

export type UserMessageType = (typeof USER_MESSAGE_TYPES)[number];
export type UserEventType = (typeof USER_EVENT_TYPES)[number];
export type ServerEventType = (typeof SERVER_EVENT_TYPES)[number];
/** The discriminator of every event. */
export type RbmEventType =
	UserMessageType | UserEventType | ServerEventType | 'AGENT_LAUNCH' | 'UNKNOWN';

/** A file a person sent. `fileUri` is a plain link; fetch it soon and never with the token. */
export interface UserFile {
	fileUri: string;
	fileName?: string;
	mimeType?: string;
	fileSizeBytes?: number;
}

/** What all events share. */
interface EventBase {
	/** Stable across repeated deliveries: same event, same key. */
	eventKey: string;
	/** Agent ID as calls need it, without `@rbm.goog`. Older payloads have none. */
	agentId?: string;
	/** RFC 3339; missing in some events. */
	sendTime?: string;
	/** US numbers only. */
	carrier?: string;
	/** The payload as Google sent it. */
	payload: unknown;
}

/** E.164, under whichever name Google sent it. */
interface WithPhone {
	phoneNumber: string;
}

/** A message from a person. `messageId` is theirs, to be marked as read. */
export type UserMessage = EventBase &
	WithPhone & { messageId?: string } & (
		| { eventType: 'TEXT'; text: string }
		| { eventType: 'SUGGESTION_REPLY' | 'SUGGESTION_ACTION'; postbackData: string; text?: string }
		| { eventType: 'LOCATION'; latitude: number; longitude: number }
		| { eventType: 'USER_FILE'; file: UserFile; thumbnail?: UserFile }
	);

/** An event of a person's phone. `messageId` is your message's, for DELIVERED and READ. */
export type UserEvent = EventBase &
	WithPhone & { eventType: UserEventType; eventId?: string; messageId?: string };

/** The end of a message that had an expiry. `messageId` is your message's. */
export type ServerEvent = EventBase &
	WithPhone & { eventType: ServerEventType; eventId?: string; messageId?: string };

/** A carrier or Google changed an agent's launch state; no person involved. */
export type AgentLaunchEvent = EventBase & {
	eventType: 'AGENT_LAUNCH';
	eventId?: string;
	brandId?: string;
	brandDisplayName?: string;
	botDisplayName?: string;
	regionId?: string;
	oldLaunchState?: string;
	newLaunchState?: string;
	actingParty?: string;
	comment?: string;
};

/** A signed payload of a form not known here; never dropped. */
export type UnknownEvent = EventBase & { eventType: 'UNKNOWN'; phoneNumber?: string };

export type RbmEvent = UserMessage | UserEvent | ServerEvent | AgentLaunchEvent | UnknownEvent;

type Fields = Record<string, unknown>;

function asObject(value: unknown): Fields | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Fields)
		: undefined;
}

function asString(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** JSON numbers, and int64 as strings. */
function asNumber(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function includes<T extends string>(list: readonly T[], value: unknown): value is T {
	return (list as readonly unknown[]).includes(value);
}

function userFile(value: unknown): UserFile | undefined {
	const file = asObject(value);
	const fileUri = asString(file?.fileUri);
	if (!file || fileUri === undefined) return undefined;
	return present({
		fileUri,
		fileName: asString(file.fileName),
		mimeType: asString(file.mimeType),
		fileSizeBytes: asNumber(file.fileSizeBytes),
	}) as UserFile;
}

/** The part of a user message that differs by kind. */
function userMessageContent(payload: Fields) {
	const response = asObject(payload.suggestionResponse);
	if (response) {
		return {
			// Older payloads have no type; a chip that only replies is the common case.
			eventType: response.type === 'ACTION' ? 'SUGGESTION_ACTION' : 'SUGGESTION_REPLY',
			postbackData: typeof response.postbackData === 'string' ? response.postbackData : '',
			text: asString(response.text),
		} as const;
	}
	const location = asObject(payload.location);
	if (location) {
		// proto3 leaves zero out: a missing coordinate is 0.
		const latitude = asNumber(location.latitude ?? 0);
		const longitude = asNumber(location.longitude ?? 0);
		if (latitude !== undefined && longitude !== undefined) {
			return { eventType: 'LOCATION', latitude, longitude } as const;
		}
	}
	const files = asObject(payload.userFile);
	const file = userFile(files?.payload);
	if (file) return { eventType: 'USER_FILE', file, thumbnail: userFile(files?.thumbnail) } as const;
	if (typeof payload.text === 'string') return { eventType: 'TEXT', text: payload.text } as const;
	return undefined;
}

const LAUNCH_FIELDS = [
	'eventId',
	'brandId',
	'brandDisplayName',
	'botDisplayName',
	'regionId',
	'oldLaunchState',
	'newLaunchState',
	'actingParty',
	'comment',
] as const;

function parseJson(payload: Uint8Array): { json: unknown } | { text: string } {
	const text = new TextDecoder().decode(payload);
	try {
		return { json: JSON.parse(text) };
	} catch {
		return { text };
	}
}

/**
 * Turns the verified bytes of a post into a typed event. Never throws and never drops: what it does
 * not know comes back as UNKNOWN, with the payload (or its text, if it is not JSON).
 *
 * Identifiers differ between Google's pages and captures, so both are read: `senderPhoneNumber` or
 * `phoneNumber`; for user messages `messageId` or `eventId`; agent IDs with or without `@rbm.goog`.
 */
export function classify(bytes: Uint8Array): RbmEvent {
	const parsed = parseJson(bytes);
	const payload = 'json' in parsed ? parsed.json : parsed.text;
	const fields = asObject(payload) ?? {};

	const phoneNumber = asString(fields.senderPhoneNumber) ?? asString(fields.phoneNumber);
	const eventId = asString(fields.eventId);
	const messageId = asString(fields.messageId);
	const agentId = asString(fields.agentId);
	const common = {
		agentId: agentId === undefined ? undefined : bareAgentId(agentId),
		sendTime: asString(fields.sendTime),
		carrier: asString(fields.carrier),
		payload,
	};
	const keyOf = (...parts: Array<string | undefined>) =>
		parts.every((part) => part !== undefined) ? parts.join(':') : contentKey(bytes);

	if ('newLaunchState' in fields || 'oldLaunchState' in fields) {
		const launch = Object.fromEntries(LAUNCH_FIELDS.map((name) => [name, asString(fields[name])]));
		return present({
			eventType: 'AGENT_LAUNCH',
			eventKey: keyOf('launch', eventId),
			...launch,
			...common,
		}) as AgentLaunchEvent;
	}

	if (phoneNumber !== undefined) {
		const { eventType } = fields;
		if (includes([...SERVER_EVENT_TYPES, ...USER_EVENT_TYPES], eventType)) {
			return present({
				eventType,
				eventKey: keyOf('event', phoneNumber, eventId),
				phoneNumber,
				messageId,
				eventId,
				...common,
			}) as UserEvent | ServerEvent;
		}
		const content = 'eventType' in fields ? undefined : userMessageContent(fields);
		if (content) {
			const id = messageId ?? eventId;
			return present({
				...content,
				eventKey: keyOf('message', phoneNumber, id),
				phoneNumber,
				messageId: id,
				...common,
			}) as UserMessage;
		}
	}

	return present({
		eventType: 'UNKNOWN',
		eventKey: contentKey(bytes),
		phoneNumber,
		...common,
	}) as UnknownEvent;
}

/** Key of an event without an ID: equal bytes are the same event. */
function contentKey(bytes: Uint8Array): string {
	return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
