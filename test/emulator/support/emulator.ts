/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reason: tests, never inside n8n */
import { createEmulator, type Emulator, type EmulatorOptions } from '../../../emulator/emulator';
import { MANAGEMENT_SCOPE, MESSAGING_SCOPE } from '../../../rbm/endpoints';

export const SUPPORT = 'acme_support_agent';
export const PARCELS = 'acme_parcels_agent';
export const ANNA = '+4915112345678';
export const BRUNO = '+33612345678';
export const CAROL = '+14155550123';
export const DEV = '+919876543210';

/** What is to be closed when the test is over. */
const running: Array<{ close(): Promise<void> }> = [];

/** Has something closed after the test. */
export function closeLater<T extends { close(): Promise<void> }>(resource: T): T {
	running.push(resource);
	return resource;
}

afterEach(async () => {
	await Promise.all(running.splice(0).map(async (resource) => await resource.close()));
});

/** Starts an emulator for one test, with a small key, which is quick to make. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	return closeLater(await createEmulator({ keyBits: 1024, ...options }));
}

/** Google's error body. */
export interface ErrorBody {
	code: number;
	message: string;
	status: string;
	details?: Array<Record<string, unknown>>;
}

export interface Answer {
	status: number;
	headers: Headers;
	text: string;
	/** Parsed, where it is JSON. */
	body: Record<string, unknown> & { error?: ErrorBody };
}

export async function request(url: string, init: RequestInit = {}): Promise<Answer> {
	const response = await fetch(url, init);
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.includes('json');
	return {
		status: response.status,
		headers: response.headers,
		text,
		body: isJson ? (JSON.parse(text) as Answer['body']) : {},
	};
}

function json(method: string, body?: unknown, headers: Record<string, string> = {}): RequestInit {
	return body === undefined
		? { method, headers }
		: {
				method,
				headers: { 'content-type': 'application/json', ...headers },
				body: JSON.stringify(body),
			};
}

/** Calls the API with a fresh token for both scopes. */
export async function call(
	emulator: Emulator,
	method: string,
	path: string,
	body?: unknown,
): Promise<Answer> {
	const { access_token: token } = emulator.tokens.issue([MESSAGING_SCOPE, MANAGEMENT_SCOPE]);
	return await request(
		emulator.url + path,
		json(method, body, { authorization: `Bearer ${token}` }),
	);
}

/** Uploads bytes as Acme Support unless told otherwise; no type sends none. */
export async function upload(
	emulator: Emulator,
	bytes: Uint8Array<ArrayBuffer>,
	type?: string,
	query = `?agentId=${SUPPORT}`,
): Promise<Answer> {
	const { access_token: token } = emulator.tokens.issue([MESSAGING_SCOPE]);
	const headers = { authorization: `Bearer ${token}`, ...(type && { 'content-type': type }) };
	return await request(`${emulator.url}/upload/v1/files${query}`, {
		method: 'POST',
		headers,
		body: bytes,
	});
}

/** Calls the control API. */
export async function control(
	emulator: Emulator,
	method: string,
	path: string,
	body?: unknown,
): Promise<Answer> {
	return await request(`${emulator.url}/emulator${path}`, json(method, body));
}

export const TEXT = { contentMessage: { text: 'Hello' } };

/** Sends as Acme Support unless told otherwise. */
export async function send(
	emulator: Emulator,
	messageId: string,
	{ to = ANNA, agentId = SUPPORT, body = TEXT as object } = {},
): Promise<Answer> {
	const query = new URLSearchParams({ messageId, agentId });
	return await call(emulator, 'POST', `/v1/phones/${to}/agentMessages?${query}`, body);
}

export async function revoke(
	emulator: Emulator,
	messageId: string,
	{ to = ANNA, agentId = SUPPORT } = {},
): Promise<Answer> {
	return await call(
		emulator,
		'DELETE',
		`/v1/phones/${to}/agentMessages/${messageId}?agentId=${agentId}`,
	);
}

/** Entries of a conversation as the phone page sees them. */
export function entries(emulator: Emulator, phoneNumber = ANNA, agentId = SUPPORT) {
	return conversation(emulator, phoneNumber, agentId).entries;
}

export function conversation(emulator: Emulator, phoneNumber = ANNA, agentId = SUPPORT) {
	return emulator
		.view()
		.conversations.find(
			(candidate) => candidate.phoneNumber === phoneNumber && candidate.agentId === agentId,
		)!;
}

/** Waits for something that real I/O brings about; the deadline is for a busy machine. */
export async function until(condition: () => boolean, what = 'the condition'): Promise<void> {
	const deadline = Date.now() + 12_000;
	while (!condition()) {
		if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
		await new Promise((resolve) => setImmediate(resolve));
	}
}

/** Lets everything that is about to happen happen, to see that something does not. */
export async function settle(): Promise<void> {
	for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}
