import type { INodeParameters } from 'n8n-workflow';

import { EVENT_OPTIONS } from '../../nodes/Rbm/triggerEvents';
import { signPayload } from '../../rbm/signature';
import type { CredentialStore } from './credentials';
import { rbmNode } from './run';
import { CLIENT_TOKEN, setUp, type Setup } from './setup';
import { serveTrigger, type WebhookHost } from './webhookHost';

/** Every event a trigger can be told to start at. */
export const ALL_EVENTS = EVENT_OPTIONS.map(({ value }) => value);

/** What a test of the trigger may change. */
export interface TriggerSettings {
	events?: string[];
	parameters?: INodeParameters;
	/** Fields of the credential, or one of its own. */
	credential?: Record<string, string> | CredentialStore;
}

/** An emulator that lives as long as a file of tests, and triggers that are served for one test each. */
export interface TriggerTest {
	setup: () => Setup;
	serve: (test: (host: WebhookHost) => Promise<void>, settings?: TriggerSettings) => Promise<void>;
}

let triggers = 0;

/** Sets up and takes down by itself; call it at the top of the file. */
export function testTrigger(): TriggerTest {
	let setup: Setup;
	beforeAll(async () => {
		setup = await setUp();
	});
	afterAll(async () => await setup.close());
	return {
		setup: () => setup,
		serve: async (test, { events = ALL_EVENTS, parameters, credential = {} } = {}) => {
			// Another node each time: what a node has seen, it remembers.
			const node = rbmNode(
				'rbmTrigger',
				{ registration: 'manual', events, ...parameters },
				{ id: `trigger-${++triggers}` },
			);
			const store =
				'asHelper' in credential
					? (credential as CredentialStore)
					: await setup.credential(credential);
			const host = await serveTrigger(setup.package, store, node);
			try {
				await test(host);
			} finally {
				await host.close();
			}
		},
	};
}

/** Posts a body as Google does. */
export async function post(
	url: string,
	body: unknown,
	headers: Record<string, string> = {},
	signal?: AbortSignal,
): Promise<{ status: number; text: string; headers: Headers }> {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
		...(signal && { signal }),
	});
	return { status: response.status, text: await response.text(), headers: response.headers };
}

/** Body and headers of a signed post; a payload that is text or bytes is taken as it is. */
export function signed(payload: unknown, token = CLIENT_TOKEN) {
	const isRaw = typeof payload === 'string' || payload instanceof Uint8Array;
	const bytes = Buffer.from((isRaw ? payload : JSON.stringify(payload)) as string);
	return [
		{ message: { data: bytes.toString('base64') } },
		{ 'x-goog-signature': signPayload(bytes, token) },
	] as const;
}
