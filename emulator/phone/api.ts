import type { PhoneView } from '../view';
import type { LatLong } from './places';
import { readUpload } from './upload';

/** Where the file for the n8n credential is downloaded. */
export const SERVICE_ACCOUNT_PATH = '/emulator/service-account.json';
/** The stream of whole `EmulatorView`s. */
export const EVENTS_PATH = '/emulator/events';

/** What can be changed about a phone. */
export type PhonePatch = Partial<
	Pick<PhoneView, 'online' | 'rcs' | 'readReceipts' | 'features'> & {
		/** Whether agents are launched on the phone's network. */
		carrierLaunched: boolean;
		/** `default` takes a choice back. */
		nextExpiry: NonNullable<PhoneView['nextExpiry']> | 'default';
	}
>;

async function call(method: 'PATCH' | 'POST', path: string, body: object = {}): Promise<void> {
	const response = await fetch(`/emulator${path}`, {
		method,
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	}).catch(() => undefined);
	if (!response) throw new Error('The emulator cannot be reached. Is it still running?');
	if (!response.ok) throw new Error(await problemOf(response));
}

/** The message of an answer in Google's error shape, or the bare status when it has none. */
async function problemOf(response: Response): Promise<string> {
	const bare = `The emulator answered ${response.status} ${response.statusText}`.trim();
	try {
		const answer = (await response.json()) as { error?: { message?: unknown } } | null;
		const message = answer?.error?.message;
		return typeof message === 'string' && message !== '' ? message : bare;
	} catch {
		return bare;
	}
}

function phonePath(phoneNumber: string): string {
	return `/phones/${encodeURIComponent(phoneNumber)}`;
}

/** Changes the switches of a phone. */
export async function patchPhone(phoneNumber: string, patch: PhonePatch): Promise<void> {
	await call('PATCH', phonePath(phoneNumber), patch);
}

/** Adds a phone to the emulator. */
export async function addPhone(phoneNumber: string, displayName?: string): Promise<void> {
	await call('POST', '/phones', displayName ? { phoneNumber, displayName } : { phoneNumber });
}

/** Puts the emulator back to how it started. */
export async function resetEmulator(): Promise<void> {
	await call('POST', '/reset');
}

/** Answers an agent's invitation to test it. */
export async function answerInvitation(
	phoneNumber: string,
	agentId: string,
	inviteStatus: 'ACCEPTED' | 'DECLINED',
): Promise<void> {
	const path = `${phonePath(phoneNumber)}/testers/${encodeURIComponent(agentId)}`;
	await call('PATCH', path, { inviteStatus });
}

/** What the person holding one phone can do in the conversation with one agent. */
export interface ConversationApi {
	send(text: string): Promise<void>;
	/** Taps a suggestion; the index counts as in `numberedSuggestions`. */
	tap(messageId: string, suggestionIndex: number): Promise<void>;
	/** Sends a file the person chose; one too large is refused before it is read. */
	sendFile(file: File): Promise<void>;
	sendLocation(place: LatLong): Promise<void>;
	unsubscribe(): Promise<void>;
	subscribe(): Promise<void>;
	typing(): Promise<void>;
	read(): Promise<void>;
}

/** The calls of one conversation. */
export function conversationApi(phoneNumber: string, agentId: string): ConversationApi {
	const path = `${phonePath(phoneNumber)}/conversations/${encodeURIComponent(agentId)}`;
	return {
		send: async (text) => await call('POST', `${path}/messages`, { text }),
		tap: async (messageId, suggestionIndex) =>
			await call('POST', `${path}/taps`, { messageId, suggestionIndex }),
		sendFile: async (file) => await call('POST', `${path}/files`, await readUpload(file)),
		sendLocation: async (place) => await call('POST', `${path}/locations`, place),
		unsubscribe: async () => await call('POST', `${path}/unsubscribe`),
		subscribe: async () => await call('POST', `${path}/subscribe`),
		typing: async () => await call('POST', `${path}/typing`),
		read: async () => await call('POST', `${path}/read`),
	};
}
