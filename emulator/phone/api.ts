import type { PhoneView } from '../view';

/** Where the file for the n8n credential is downloaded. */
export const SERVICE_ACCOUNT_PATH = '/emulator/service-account.json';
/** The stream of whole `EmulatorView`s. */
export const EVENTS_PATH = '/emulator/events';

/** What can be changed about a phone. */
export type PhonePatch = Partial<
	Pick<PhoneView, 'online' | 'rcs' | 'readReceipts' | 'features'> & {
		/** `null` takes it back. */
		nextExpiry: PhoneView['nextExpiry'] | null;
	}
>;

async function call(method: 'PATCH' | 'POST', path: string, body: object = {}): Promise<void> {
	let response: Response;
	try {
		response = await fetch(`/emulator${path}`, {
			method,
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
	} catch {
		throw new Error('The emulator cannot be reached. Is it still running?');
	}
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

/** A suggestion by its place: under the message, or on one of its cards. */
export interface Tap {
	messageId: string;
	suggestionIndex: number;
	/** Which card it is on; left out for the chip list under the message. */
	cardIndex?: number;
}

/** What the person holding one phone can do in the conversation with one agent. */
export interface ConversationApi {
	send(text: string): Promise<void>;
	tap(tap: Tap): Promise<void>;
	typing(): Promise<void>;
	read(): Promise<void>;
}

/** The calls of one conversation. */
export function conversationApi(phoneNumber: string, agentId: string): ConversationApi {
	const path = `${phonePath(phoneNumber)}/conversations/${encodeURIComponent(agentId)}`;
	return {
		send: async (text) => await call('POST', `${path}/messages`, { text }),
		tap: async (tap) => await call('POST', `${path}/taps`, tap),
		typing: async () => await call('POST', `${path}/typing`),
		read: async () => await call('POST', `${path}/read`),
	};
}
