import { MANAGEMENT_SCOPE, MESSAGING_SCOPE } from '../../rbm/endpoints';
import { ANNA, call, control, request, startEmulator } from './support/emulator';

const SEND = `/v1/phones/${ANNA}/agentMessages?messageId=1&agentId=acme_support_agent`;

test.each([
	['no header', {}, 'CREDENTIALS_MISSING'],
	['another scheme', { authorization: 'Basic eDp5' }, 'CREDENTIALS_MISSING'],
	['an unknown token', { authorization: 'Bearer nope' }, 'ACCESS_TOKEN_EXPIRED'],
])('%s is 401 in the modern form', async (_, headers, reason) => {
	const emulator = await startEmulator();
	for (const [method, path] of [
		['POST', SEND],
		['GET', '/v1/brands'],
	]) {
		const answer = await request(emulator.url + path, { method, headers: headers as HeadersInit });
		expect(answer.status).toBe(401);
		expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
		expect(answer.body).toEqual({
			error: {
				code: 401,
				message: expect.stringContaining('Expected OAuth 2 access token'),
				status: 'UNAUTHENTICATED',
				details: [expect.objectContaining({ reason, domain: 'googleapis.com' })],
			},
		});
	}
});

test('each API wants its own scope', async () => {
	const emulator = await startEmulator();
	for (const [scope, method, path] of [
		[MANAGEMENT_SCOPE, 'POST', SEND],
		[MESSAGING_SCOPE, 'GET', '/v1/brands'],
	] as const) {
		const { access_token: token } = emulator.tokens.issue([scope]);
		const answer = await request(emulator.url + path, {
			method,
			headers: { authorization: `Bearer ${token}` },
		});
		expect(answer.status).toBe(403);
		expect(answer.body.error).toMatchObject({
			status: 'PERMISSION_DENIED',
			details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }],
		});
	}
});

test('the management API can be switched off, and only that', async () => {
	const emulator = await startEmulator();
	await control(emulator, 'PATCH', '/settings', { managementApiEnabled: false });
	for (const path of ['/v1/brands', '/v1/brands/x/agents']) {
		const { status, body } = await call(emulator, 'GET', path);
		expect(status).toBe(403);
		expect(body.error).toMatchObject({
			status: 'PERMISSION_DENIED',
			message: expect.stringContaining('has not been used in project'),
			details: expect.arrayContaining([expect.objectContaining({ reason: 'SERVICE_DISABLED' })]),
		});
	}
	const capabilities = `/v1/phones/${ANNA}/capabilities?agentId=acme_support_agent`;
	expect((await call(emulator, 'GET', capabilities)).status).toBe(200);
	await control(emulator, 'PATCH', '/settings', { managementApiEnabled: true });
	expect((await call(emulator, 'GET', '/v1/brands')).status).toBe(200);
});
