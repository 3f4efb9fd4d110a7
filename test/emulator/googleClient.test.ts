import { JWT } from 'google-auth-library';

import { MESSAGING_SCOPE } from '../../rbm/endpoints';
import { ANNA, entries, startEmulator, SUPPORT, TEXT } from './support/emulator';

const HOSTS = ['oauth2.googleapis.com', 'rcsbusinessmessaging.googleapis.com'];

/** The library's client, untouched but for the host its requests end up at. */
function googleClient(key: { client_email: string; private_key: string }, url: string) {
	const client = new JWT({
		email: key.client_email,
		key: key.private_key,
		scopes: [MESSAGING_SCOPE],
	});
	const visited: string[] = [];
	client.transporter.defaults.fetchImplementation = async (input, init) => {
		const asked = new URL(input instanceof Request ? input.url : input);
		expect(HOSTS).toContain(asked.host);
		visited.push(asked.host + asked.pathname);
		return await fetch(new URL(asked.pathname + asked.search, url), init);
	};
	return { client, visited };
}

test("Google's own client logs in and sends, with nothing changed but the host", async () => {
	const emulator = await startEmulator();
	const { client, visited } = googleClient(emulator.serviceAccountKey, emulator.url);

	const { status, data } = await client.request<{ name: string }>({
		method: 'POST',
		url: `https://rcsbusinessmessaging.googleapis.com/v1/phones/${ANNA}/agentMessages`,
		params: { messageId: 'from-google', agentId: SUPPORT },
		data: TEXT,
	});

	expect(status).toBe(200);
	expect(data.name).toBe(`phones/${ANNA}/agentMessages/from-google`);
	expect(visited).toEqual([
		'oauth2.googleapis.com/token',
		`rcsbusinessmessaging.googleapis.com/v1/phones/${ANNA}/agentMessages`,
	]);
	expect(entries(emulator)).toHaveLength(1);
});

test("Google's client reads the refusal of a wrong key", async () => {
	const emulator = await startEmulator();
	const other = await startEmulator();
	const key = { ...emulator.serviceAccountKey, private_key: other.serviceAccountKey.private_key };
	const { client } = googleClient(key, emulator.url);
	await expect(client.authorize()).rejects.toThrow('invalid_grant: Invalid JWT Signature.');
});
