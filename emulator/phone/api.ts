import type { PhoneView } from '../view';

/** Where the file for the n8n credential is downloaded. */
export const SERVICE_ACCOUNT_PATH = '/emulator/service-account.json';
/** The stream of whole `EmulatorView`s. */
export const EVENTS_PATH = '/emulator/events';

/** What can be changed about a phone. */
export type PhonePatch = Partial<
	Pick<PhoneView, 'online' | 'rcs' | 'readReceipts' | 'features'> & {
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

/** What the person holding one phone can do in the conversation with one agent. */
export interface ConversationApi {
	send(text: string): Promise<void>;
	/** Taps a suggestion; the index counts as in `numberedSuggestions`. */
	tap(messageId: string, suggestionIndex: number): Promise<void>;
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
		typing: async () => await call('POST', `${path}/typing`),
		read: async () => await call('POST', `${path}/read`),
	};
}
