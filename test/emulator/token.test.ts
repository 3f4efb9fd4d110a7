import { createSign, generateKeyPairSync } from 'node:crypto';

import type { Emulator } from '../../emulator/emulator';
import { GOOGLE_TOKEN_URL, MANAGEMENT_SCOPE, MESSAGING_SCOPE } from '../../rbm/endpoints';
import { ANNA, control, request, startEmulator } from './support/emulator';
import { fakeClock, type FakeClock } from './support/fakeClock';

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const TIME_TEXT =
	'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.';

let clock: FakeClock;
let emulator: Emulator;

beforeEach(async () => {
	clock = fakeClock();
	emulator = await startEmulator({ clock });
});

function part(value: object): string {
	return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function assertion(claims: object = {}, { header = {}, key = '' } = {}): string {
	const { client_email: iss, private_key: privateKey } = emulator.serviceAccountKey;
	const iat = clock.now() / 1000;
	const signed = [
		part({ alg: 'RS256', typ: 'JWT', ...header }),
		part({
			iss,
			scope: MESSAGING_SCOPE,
			aud: `${emulator.url}/token`,
			iat,
			exp: iat + 3600,
			...claims,
		}),
	].join('.');
	const signature = createSign('RSA-SHA256')
		.update(signed)
		.sign(key || privateKey, 'base64url');
	return `${signed}.${signature}`;
}

async function exchange(form: Record<string, string>) {
	return await request(`${emulator.url}/token`, {
		method: 'POST',
		body: new URLSearchParams(form),
	});
}

async function exchangeJwt(jwt: string) {
	return await exchange({ grant_type: GRANT, assertion: jwt });
}

async function refused(jwt: string, error: string, description: string) {
	const { status, body } = await exchangeJwt(jwt);
	expect({ status, body }).toEqual({
		status: 400,
		body: { error, error_description: description },
	});
}

async function capabilities(token: string) {
	return await request(
		`${emulator.url}/v1/phones/${ANNA}/capabilities?agentId=acme_support_agent`,
		{ headers: { authorization: `Bearer ${token}` } },
	);
}

test('a good assertion becomes a token that opens the API', async () => {
	const { status, body } = await exchangeJwt(assertion());
	expect(status).toBe(200);
	expect(body).toEqual({
		access_token: expect.any(String),
		expires_in: 3599,
		token_type: 'Bearer',
	});
	expect((await capabilities(String(body.access_token))).status).toBe(200);
});

test('tokens differ, and may hold both scopes', async () => {
	const jwt = assertion({ scope: `${MESSAGING_SCOPE} ${MANAGEMENT_SCOPE}` });
	const [first, second] = await Promise.all([exchangeJwt(jwt), exchangeJwt(jwt)]);
	expect(first.body.access_token).not.toBe(second.body.access_token);
	const brands = await request(`${emulator.url}/v1/brands`, {
		headers: { authorization: `Bearer ${String(first.body.access_token)}` },
	});
	expect(brands.status).toBe(200);
});

test("the audience may be Google's, or the emulator's under the name the client used", async () => {
	expect((await exchangeJwt(assertion({ aud: GOOGLE_TOKEN_URL }))).status).toBe(200);
	const named = emulator.url.replace('127.0.0.1', 'localhost');
	const { status } = await request(`${named}/token`, {
		method: 'POST',
		body: new URLSearchParams({
			grant_type: GRANT,
			assertion: assertion({ aud: `${named}/token` }),
		}),
	});
	expect(status).toBe(200);
});

test('another audience is refused', async () => {
	await refused(
		assertion({ aud: 'https://example.com/token' }),
		'invalid_grant',
		`Invalid JWT: Failed audience check. The right audience is ${emulator.url}/token`,
	);
});

test('a wrong signature is refused: tampered claims, another key, another key ID, another algorithm', async () => {
	const text = 'Invalid JWT Signature.';
	const [header, claims, signature] = assertion().split('.');
	const forged = JSON.parse(Buffer.from(claims!, 'base64url').toString()) as object;
	await refused(
		[header, part({ ...forged, scope: MANAGEMENT_SCOPE }), signature].join('.'),
		'invalid_grant',
		text,
	);
	const { privateKey } = generateKeyPairSync('rsa', {
		modulusLength: 1024,
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	});
	await refused(assertion({}, { key: privateKey }), 'invalid_grant', text);
	await refused(assertion({}, { header: { kid: 'other' } }), 'invalid_grant', text);
	await refused(assertion({}, { header: { alg: 'none' } }), 'invalid_grant', text);
	await refused(`${header}.${claims}.`, 'invalid_grant', text);
});

test('the right key ID passes', async () => {
	const kid = emulator.serviceAccountKey.private_key_id;
	expect((await exchangeJwt(assertion({}, { header: { kid } }))).status).toBe(200);
});

test('times are checked at the limit and one past', async () => {
	const now = clock.now() / 1000;
	const ok = async (iat: number, exp: number) =>
		expect((await exchangeJwt(assertion({ iat, exp }))).status).toBe(200);
	const bad = async (claims: object) =>
		await refused(assertion(claims), 'invalid_grant', TIME_TEXT);

	await ok(now, now + 3600);
	await bad({ iat: now, exp: now + 3601 });
	await ok(now - 3599, now + 1);
	await bad({ iat: now - 3600, exp: now });
	await ok(now + 300, now + 3600);
	await bad({ iat: now + 301, exp: now + 3600 });
	await bad({ iat: undefined });
	await bad({ exp: 'soon' });
});

test('an unknown account, a foreign subject and unknown scopes are refused', async () => {
	const grant = 'invalid_grant';
	await refused(assertion({ iss: 'x@y.z' }), grant, 'Invalid grant: account not found');
	expect((await exchangeJwt(assertion({ sub: 'someone@example.com' }))).body.error).toBe(
		'unauthorized_client',
	);
	const text = 'Invalid OAuth scope or ID token audience provided.';
	await refused(assertion({ scope: '' }), 'invalid_scope', text);
	await refused(assertion({ scope: undefined }), 'invalid_scope', text);
	await refused(
		assertion({ scope: `${MESSAGING_SCOPE} https://www.googleapis.com/auth/nope` }),
		'invalid_scope',
		text,
	);
});

test('a disabled account gets no token until it is enabled again', async () => {
	await control(emulator, 'PATCH', '/settings', { serviceAccountDisabled: true });
	await refused(assertion(), 'invalid_grant', 'Robot is disabled.');
	await control(emulator, 'POST', '/reset');
	expect((await exchangeJwt(assertion())).status).toBe(200);
});

test('grant type and assertion are required', async () => {
	expect((await exchange({ grant_type: 'password' })).body).toEqual({
		error: 'unsupported_grant_type',
		error_description: 'Invalid grant_type: password',
	});
	expect((await exchange({ grant_type: GRANT })).body.error).toBe('invalid_request');
	expect((await exchangeJwt('not.a.jwt')).body.error).toBe('invalid_grant');
});

test('tokens end after 3,599 seconds', async () => {
	const { body } = await exchangeJwt(assertion());
	clock.advance(3_598_999);
	expect((await capabilities(String(body.access_token))).status).toBe(200);
	clock.advance(1);
	expect((await capabilities(String(body.access_token))).status).toBe(401);
});

test('all tokens can be made to expire at once', async () => {
	const { body } = await exchangeJwt(assertion());
	expect((await control(emulator, 'POST', '/tokens/expire')).status).toBe(200);
	const { status, body: answer } = await capabilities(String(body.access_token));
	expect(status).toBe(401);
	expect(answer.error?.status).toBe('UNAUTHENTICATED');
});

test('the key file is a complete Google key file', async () => {
	const { status, headers, body } = await control(emulator, 'GET', '/service-account.json');
	expect(status).toBe(200);
	expect(headers.get('content-disposition')).toMatch(/^attachment; filename=".+\.json"$/);
	expect(body).toEqual(emulator.serviceAccountKey);
	expect(Object.keys(body)).toEqual([
		'type',
		'project_id',
		'private_key_id',
		'private_key',
		'client_email',
		'client_id',
		'auth_uri',
		'token_uri',
		'auth_provider_x509_cert_url',
		'client_x509_cert_url',
		'universe_domain',
	]);
	expect(body.token_uri).toBe(`${emulator.url}/token`);
});
