import type { Suggestion } from '../../rbm/types';
import { failedPrecondition, invalidArgument, notFound } from '../api/errors';
import { userEvent, userMessage, type UserContent } from '../webhook/payloads';
import type { FileStore } from '../files/fileStore';
import { isConnected } from './delivery';
import type { AgentEntry, Conversation, Phone, UserEntry } from './model';
import type { Platform } from './platform';

/** Where a shared location is, unless the tap says otherwise: the Brandenburg Gate. */
const SOMEWHERE = { latitude: 52.516275, longitude: 13.377704 };

/** @throws ApiError 400 when the phone is offline or has no RCS */
export function checkConnected(phone: Phone): void {
	if (isConnected(phone)) return;
	throw failedPrecondition(
		phone.rcs
			? `${phone.displayName}'s phone is offline. Switch it online first.`
			: `${phone.displayName}'s phone has no RCS. Switch it on first.`,
	);
}

/** How a message shows on the phone that sent it. */
type Bubble = Pick<UserEntry, 'text' | 'file' | 'location'> & { tapped?: true };

/** Sends content; a bubble shows it where a phone would. Returns the message's ID. */
function send(
	platform: Platform,
	conversation: Conversation,
	content: UserContent,
	bubble?: Bubble,
): string {
	const messageId = platform.newId();
	const entry: UserEntry | undefined = bubble && {
		from: 'user',
		messageId,
		sendTime: platform.stamp(),
		tapped: false,
		...bubble,
		status: 'sent',
	};
	if (entry) conversation.entries.push(entry);
	platform.publish(
		conversation,
		(context) => userMessage(context, messageId, content),
		() => {
			if (entry?.status === 'sent') entry.status = 'delivered';
			platform.changed();
		},
	);
	platform.changed();
	return messageId;
}

/**
 * The person sends a text.
 *
 * @returns the ID of the message
 * @throws ApiError 400 when the phone cannot send
 */
export function sendText(platform: Platform, conversation: Conversation, text: string): string {
	checkConnected(conversation.phone);
	return send(platform, conversation, { text }, { text });
}

/**
 * The person shares a place, their own or another.
 *
 * @returns the ID of the message
 * @throws ApiError 400 when the phone cannot send
 */
export function sendLocation(
	platform: Platform,
	conversation: Conversation,
	location: { latitude: number; longitude: number },
): string {
	checkConnected(conversation.phone);
	const text = `${location.latitude}, ${location.longitude}`;
	return send(platform, conversation, { location }, { text, location });
}

/** A file on a person's phone. */
export interface PersonFile {
	fileName: string;
	mimeType: string;
	bytes: Buffer;
}

/**
 * The person sends a file, without a thumbnail, which is optional.
 *
 * @param files where the platform keeps it
 * @param baseUrl where the emulator is, without a trailing slash, for a link the webhook can open
 * @returns the ID of the message
 * @throws ApiError 400 when the phone cannot send
 */
export function sendFile(
	platform: Platform,
	conversation: Conversation,
	{ fileName, mimeType, bytes }: PersonFile,
	files: FileStore,
	baseUrl: string,
): string {
	checkConnected(conversation.phone);
	const fileSizeBytes = bytes.length;
	const { uid } = files.add({ from: 'person', mimeType, size: fileSizeBytes, bytes });
	const path = `/emulator/files/${uid}`;
	const payload = { mimeType, fileSizeBytes, fileUri: baseUrl + path, fileName };
	const file = { path, fileName, mimeType, fileSizeBytes };
	return send(platform, conversation, { userFile: { payload } }, { text: fileName, file });
}

/** Which suggestion is tapped. */
export interface Tap {
	messageId: string;
	/** Counts from 0 through the list under the message, then on through its cards in their order. */
	suggestionIndex: number;
	/** What a share-location tap shares. */
	location?: { latitude: number; longitude: number };
}

function suggestionsOf({ content }: AgentEntry): Suggestion[] {
	const { standaloneCard, carouselCard } = content.richCard ?? {};
	const cards = standaloneCard ? [standaloneCard.cardContent] : (carouselCard?.cardContents ?? []);
	return [content, ...cards].flatMap(({ suggestions }) => suggestions ?? []);
}

/**
 * The person taps a suggestion. A reply shows as a bubble; an action does not, but a shared location
 * follows it as a message of its own.
 *
 * @returns the IDs of the messages sent
 * @throws ApiError 400 when the phone cannot send or there is no such suggestion, 404 when it does not
 *   show the message
 */
export function tapSuggestion(platform: Platform, conversation: Conversation, tap: Tap): string[] {
	checkConnected(conversation.phone);
	const entry = conversation.entries.find(
		(candidate): candidate is AgentEntry =>
			candidate.from === 'agent' && candidate.messageId === tap.messageId,
	);
	if (!entry || (entry.status !== 'delivered' && entry.status !== 'read')) {
		throw notFound(`The phone shows no message ${tap.messageId}.`);
	}
	const suggestion = suggestionsOf(entry)[tap.suggestionIndex];
	if (!suggestion) {
		throw invalidArgument('suggestion_index', 'The message has no suggestion at that place.');
	}
	entry.tappedSuggestion = tap.suggestionIndex;
	const { reply, action } = suggestion;
	if (reply) {
		const content = { suggestionResponse: { ...reply, type: 'REPLY' as const } };
		return [send(platform, conversation, content, { text: reply.text, tapped: true })];
	}
	// Validation has seen to it that there is an action where there is no reply.
	const { postbackData, text, shareLocationAction } = action!;
	const sent = [
		send(platform, conversation, {
			suggestionResponse: { postbackData, text, type: 'ACTION' },
		}),
	];
	if (shareLocationAction) {
		sent.push(sendLocation(platform, conversation, tap.location ?? SOMEWHERE));
	}
	return sent;
}

/**
 * The person types.
 *
 * @throws ApiError 400 when the phone cannot send
 */
export function startTyping(platform: Platform, conversation: Conversation): void {
	checkConnected(conversation.phone);
	platform.publish(conversation, (context) => userEvent(context, platform.newId(), 'IS_TYPING'));
}
