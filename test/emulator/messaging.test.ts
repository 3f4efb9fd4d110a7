import type { Emulator } from '../../emulator/emulator';
import { DEFAULT_SEED } from '../../emulator/seed';
import {
	ANNA,
	BRUNO,
	call,
	CAROL,
	control,
	conversation,
	DEV,
	entries,
	PARCELS,
	request,
	revoke,
	send,
	startEmulator,
	SUPPORT,
	TEXT,
} from './support/emulator';
import { fakeClock, type FakeClock } from './support/fakeClock';

const NOT_FOUND = {
	error: { code: 404, message: 'Requested entity was not found.', status: 'NOT_FOUND' },
};
const DAY_MS = 86_400_000;

let clock: FakeClock;
let emulator: Emulator;

beforeEach(async () => {
	clock = fakeClock();
	emulator = await startEmulator({ clock });
});

async function sendEvent(eventId: string, body: object, to = ANNA) {
	const query = new URLSearchParams({ eventId, agentId: SUPPORT });
	return await call(emulator, 'POST', `/v1/phones/${to}/agentEvents?${query}`, body);
}

async function capabilities(phone: string, agentId = SUPPORT) {
	return await call(emulator, 'GET', `/v1/phones/${phone}/capabilities?agentId=${agentId}`);
}

const patchPhone = async (phone: string, change: object) =>
	await control(emulator, 'PATCH', `/phones/${phone}`, change);

describe('send', () => {
	test('answers with content, name and time, and the phone shows it', async () => {
		const body = { ...TEXT, messageTrafficType: 'TRANSACTION' };
		const answer = await send(emulator, 'id-1', { body });
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({
			name: `phones/${ANNA}/agentMessages/id-1`,
			sendTime: expect.stringMatching(/^2026-11-20T09:00:00\.000\d{3}Z$/),
			...body,
		});
		expect(entries(emulator)).toEqual([
			{
				from: 'agent',
				messageId: 'id-1',
				sendTime: answer.body.sendTime,
				content: TEXT.contentMessage,
				status: 'delivered',
			},
		]);
	});

	test('gives ttl and expireTime back as a normalised expireTime', async () => {
		const ttl = await send(emulator, '1', { body: { ...TEXT, ttl: '90.5s' } });
		expect(ttl.body).toMatchObject({ expireTime: '2026-11-20T09:01:30.500Z' });
		expect(ttl.body).not.toHaveProperty('ttl');
		const time = { ...TEXT, expireTime: '2026-11-20T11:00:00.000+01:00' };
		expect((await send(emulator, '2', { body: time })).body).toMatchObject({
			expireTime: '2026-11-20T10:00:00Z',
		});
	});

	test('US numbers get classification, size and carrier', async () => {
		const text = await send(emulator, '1', {
			to: CAROL,
			body: { contentMessage: { text: 'é'.repeat(81) } },
		});
		expect(text.body).toMatchObject({
			richMessageClassification: { classificationType: 'RICH_MESSAGE', segmentCount: 2 },
			totalPayloadSizeBytes: '0',
			carrier: expect.any(String),
		});
		const card = await send(emulator, '2', {
			to: CAROL,
			body: { contentMessage: { richCard: { standaloneCard: { cardContent: { title: 'x' } } } } },
		});
		expect(card.body.richMessageClassification).toEqual({
			classificationType: 'RICH_MEDIA_MESSAGE',
		});
	});

	test('takes the number with + or %2B, and nothing but E.164', async () => {
		const path = (phone: string) =>
			`/v1/phones/${phone}/agentMessages?messageId=${phone}&agentId=${SUPPORT}`;
		const status = async (phone: string) =>
			(await call(emulator, 'POST', path(phone), TEXT)).status;
		expect(await status(ANNA)).toBe(200);
		expect(await status(encodeURIComponent(BRUNO))).toBe(200);
		for (const phone of ['4915112345678', '+0151123456', '+49', 'anna', '+49%20151123456']) {
			expect(await status(phone)).toBe(400);
		}
	});

	test.each([
		['no agent', '?messageId=1', 403, 'PERMISSION_DENIED'],
		['an unknown agent', '?messageId=1&agentId=nope', 403, 'PERMISSION_DENIED'],
		['a suffixed agent', `?messageId=1&agentId=${SUPPORT}@rbm.goog`, 403, 'PERMISSION_DENIED'],
		['no message ID', `?agentId=${SUPPORT}`, 400, 'INVALID_ARGUMENT'],
		['an unknown parameter', `?messageId=1&agentId=${SUPPORT}&x=1`, 400, 'INVALID_ARGUMENT'],
	])('%s is refused', async (_, query, code, status) => {
		const answer = await call(emulator, 'POST', `/v1/phones/${ANNA}/agentMessages${query}`, TEXT);
		expect(answer.status).toBe(code);
		expect(answer.body.error).toMatchObject({ code, status });
		expect(entries(emulator)).toEqual([]);
	});

	test("Google's standard parameters are taken", async () => {
		const query = `?messageId=1&agentId=${SUPPORT}&alt=json&prettyPrint=false&key=x`;
		const path = `/v1/phones/${ANNA}/agentMessages${query}`;
		expect((await call(emulator, 'POST', path, TEXT)).status).toBe(200);
	});

	test('an invalid message is 400 with the violations, and its ID is not burnt', async () => {
		const answer = await send(emulator, '1', { body: { contentMessage: { texts: 'x' } } });
		expect(answer.status).toBe(400);
		expect(answer.body.error).toMatchObject({
			status: 'INVALID_ARGUMENT',
			message: expect.stringContaining('Unknown name "texts"'),
			details: [
				{
					'@type': 'type.googleapis.com/google.rpc.BadRequest',
					fieldViolations: [{ field: 'agent_message.content_message' }],
				},
			],
		});
		await send(emulator, '1');
		expect(entries(emulator)).toHaveLength(1);
	});

	test('null is a field left out', async () => {
		const body = { contentMessage: { text: 'x', suggestions: null }, ttl: null };
		expect((await send(emulator, '1', { body })).status).toBe(200);
	});

	test('a number without RCS, one nobody has and one not seen for 31 days are 404', async () => {
		await patchPhone(BRUNO, { online: false });
		clock.advance(31 * DAY_MS);
		expect((await send(emulator, '1', { to: BRUNO })).status).toBe(200);
		clock.advance(1);
		for (const to of [DEV, '+4917099999999', BRUNO]) {
			const answer = await send(emulator, `to ${to}`, { to });
			expect({ status: answer.status, body: answer.body }).toEqual({
				status: 404,
				body: NOT_FOUND,
			});
			expect((await sendEvent(`to ${to}`, { eventType: 'IS_TYPING' }, to)).status).toBe(404);
			expect((await capabilities(to)).status).toBe(404);
		}
	});

	test('an unlaunched agent reaches its testers only', async () => {
		await control(emulator, 'PATCH', `/agents/${SUPPORT}`, { launched: false, testers: [BRUNO] });
		const answer = await send(emulator, '1');
		expect(answer.status).toBe(403);
		expect(answer.body.error?.message).toMatch(/not been launched/);
		expect((await sendEvent('2', { eventType: 'IS_TYPING' })).status).toBe(403);
		expect((await capabilities(ANNA)).status).toBe(404);
		expect((await send(emulator, '3', { to: BRUNO })).status).toBe(200);
		expect((await capabilities(BRUNO)).status).toBe(200);
	});

	test('a multi-use agent must say what a message is for', async () => {
		const [first, ...others] = DEFAULT_SEED.agents;
		const multiUse = await startEmulator({
			seed: { ...DEFAULT_SEED, agents: [{ ...first!, useCase: 'MULTI_USE' }, ...others] },
		});
		expect((await send(multiUse, '1')).body.error?.status).toBe('INVALID_ARGUMENT');
		const zero = { ...TEXT, messageTrafficType: 'MESSAGE_TRAFFIC_TYPE_UNSPECIFIED' };
		expect((await send(multiUse, '2', { body: zero })).status).toBe(400);
		const said = { ...TEXT, messageTrafficType: 'PROMOTION' };
		expect((await send(multiUse, '3', { body: said })).status).toBe(200);
	});
});

describe('features', () => {
	const chip = (fields: object) => ({
		text: 'x',
		suggestions: [{ action: { text: 'Go', postbackData: 'go', ...fields } }],
	});
	const card = { title: 'x' };
	const url = { url: 'https://example.com/' };
	const at = '2026-12-01T10:00:00Z';

	test.each<[string, object]>([
		['RICHCARD_STANDALONE', { richCard: { standaloneCard: { cardContent: card } } }],
		['RICHCARD_CAROUSEL', { richCard: { carouselCard: { cardContents: [card, card] } } }],
		['ACTION_DIAL', chip({ dialAction: { phoneNumber: '1' } })],
		['ACTION_VIEW_LOCATION', chip({ viewLocationAction: { query: 'x' } })],
		['ACTION_SHARE_LOCATION', chip({ shareLocationAction: {} })],
		[
			'ACTION_CREATE_CALENDAR_EVENT',
			chip({ createCalendarEventAction: { title: 'x', startTime: at, endTime: at } }),
		],
		['ACTION_OPEN_URL', chip({ openUrlAction: url })],
	])('without %s what needs it is 400', async (feature, contentMessage) => {
		const body = { contentMessage };
		expect((await send(emulator, '1', { body })).status).toBe(200);
		const { features } = emulator.view().phones[0]!;
		await patchPhone(ANNA, { features: features.filter((name) => name !== feature) });
		const answer = await send(emulator, '2', { body });
		expect(answer.status).toBe(400);
		expect(answer.body.error?.message).toContain(feature);
		expect((await send(emulator, '3')).status).toBe(200);
	});

	test('actions on cards count too, replies never', async () => {
		const on = (suggestion: object) => ({
			richCard: { standaloneCard: { cardContent: { ...card, suggestions: [suggestion] } } },
		});
		await patchPhone(ANNA, { features: ['RICHCARD_STANDALONE'] });
		const [dial] = chip({ dialAction: { phoneNumber: '1' } }).suggestions;
		const status = async (id: string, suggestion: object) =>
			(await send(emulator, id, { body: { contentMessage: on(suggestion) } })).status;
		expect(await status('1', dial!)).toBe(400);
		expect(await status('2', { reply: { text: 'x', postbackData: 'x' } })).toBe(200);
	});

	test('a webview falls back to the browser, a PDF in a card does not', async () => {
		const { features } = emulator.view().phones[0]!;
		await patchPhone(ANNA, {
			features: features.filter((name) => name !== 'ACTION_OPEN_URL_IN_WEBVIEW'),
		});
		const webview = chip({ openUrlAction: { ...url, application: 'WEBVIEW' } });
		expect((await send(emulator, '1', { body: { contentMessage: webview } })).status).toBe(200);
		const pdf = { ...card, media: { contentInfo: { fileUrl: 'https://example.com/a.pdf?x' } } };
		const contentMessage = { richCard: { standaloneCard: { cardContent: pdf } } };
		const answer = await send(emulator, '2', { body: { contentMessage } });
		expect(answer.body.error?.message).toContain('PDF_IN_RICH_CARDS');
	});
});

describe('an ID used before', () => {
	test('by a message: the first answer again, nothing shown again', async () => {
		const first = await send(emulator, 'same');
		const again = await send(emulator, 'same', { body: { contentMessage: { text: 'changed' } } });
		expect(again.status).toBe(200);
		expect(again.body).toEqual(first.body);
		expect(entries(emulator)).toHaveLength(1);
	});

	test('stays burnt for other numbers, and for events', async () => {
		await send(emulator, 'same');
		expect((await send(emulator, 'same', { to: BRUNO })).status).toBe(200);
		expect((await sendEvent('same', { eventType: 'IS_TYPING' })).status).toBe(200);
		expect(entries(emulator, BRUNO)).toEqual([]);
		expect(conversation(emulator).agentTyping).toBe(false);
	});

	test('by an event: a message under it is ignored', async () => {
		await sendEvent('same', { eventType: 'IS_TYPING' });
		expect((await send(emulator, 'same')).status).toBe(200);
		expect(entries(emulator)).toEqual([]);
	});

	test('stays burnt after a revocation', async () => {
		await patchPhone(ANNA, { online: false });
		await send(emulator, 'same');
		await revoke(emulator, 'same');
		await send(emulator, 'same');
		expect(entries(emulator).map(({ status }) => status)).toEqual(['revoked']);
	});

	test('is free for another agent', async () => {
		await send(emulator, 'same');
		await send(emulator, 'same', { agentId: PARCELS });
		expect(entries(emulator, ANNA, PARCELS)).toHaveLength(1);
	});
});

describe('offline and revoke', () => {
	const status = () => entries(emulator)[0]?.status;

	test('a message waits for an offline phone', async () => {
		await patchPhone(ANNA, { online: false });
		expect((await send(emulator, '1')).status).toBe(200);
		expect(status()).toBe('queued');
		await patchPhone(ANNA, { online: true });
		expect(status()).toBe('delivered');
	});

	test('a phone that lost RCS takes what waits when it has it again', async () => {
		await patchPhone(ANNA, { online: false });
		await send(emulator, '1');
		await patchPhone(ANNA, { online: true, rcs: false });
		expect(status()).toBe('queued');
		await patchPhone(ANNA, { rcs: true });
		expect(status()).toBe('delivered');
	});

	test('queued: 200 with an empty object, once', async () => {
		await patchPhone(ANNA, { online: false });
		await send(emulator, '1', { body: { ...TEXT, ttl: '60s' } });
		const answer = await revoke(emulator, '1');
		expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: {} });
		expect((await revoke(emulator, '1')).status).toBe(404);
		await patchPhone(ANNA, { online: true });
		clock.advance(60_000);
		expect(status()).toBe('revoked');
	});

	test.each(['delivered', 'read', 'expired'])('%s: 404', async (state) => {
		await patchPhone(ANNA, { online: state !== 'expired' });
		await send(emulator, '1', { body: { ...TEXT, ttl: '60s' } });
		if (state === 'read') {
			await control(emulator, 'POST', `/phones/${ANNA}/conversations/${SUPPORT}/read`);
		}
		if (state === 'expired') clock.advance(60_000);
		expect(status()).toBe(state);
		const answer = await revoke(emulator, '1');
		expect({ status: answer.status, body: answer.body }).toEqual({ status: 404, body: NOT_FOUND });
	});

	test('unknown, of another phone or another agent, an event: 404', async () => {
		await patchPhone(ANNA, { online: false });
		await send(emulator, '1');
		await sendEvent('2', { eventType: 'IS_TYPING' });
		expect((await revoke(emulator, 'nope')).status).toBe(404);
		expect((await revoke(emulator, '1', { to: BRUNO })).status).toBe(404);
		expect((await revoke(emulator, '1', { agentId: PARCELS })).status).toBe(404);
		expect((await revoke(emulator, '2')).status).toBe(404);
		expect((await revoke(emulator, '1', { agentId: 'nope' })).status).toBe(403);
		expect(status()).toBe('queued');
	});

	test('an empty body said to be JSON is no body', async () => {
		await patchPhone(ANNA, { online: false });
		await send(emulator, '1');
		const { access_token: token } = emulator.tokens.issue([
			'https://www.googleapis.com/auth/rcsbusinessmessaging',
		]);
		const { status: code } = await request(
			`${emulator.url}/v1/phones/${ANNA}/agentMessages/1?agentId=${SUPPORT}`,
			{
				method: 'DELETE',
				headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			},
		);
		expect(code).toBe(200);
	});
});

describe('agent events', () => {
	const typing = () => conversation(emulator).agentTyping;

	test('answer with name, type and time', async () => {
		const answer = await sendEvent('e-1', { eventType: 'READ', messageId: 'Mx1' });
		expect(answer.body).toEqual({
			name: `phones/${ANNA}/agentEvents/e-1`,
			eventType: 'READ',
			messageId: 'Mx1',
			sendTime: expect.any(String),
		});
		const path = `/v1/phones/${ANNA}/agentEvents?agentId=${SUPPORT}`;
		const unnamed = await call(emulator, 'POST', path, { eventType: 'IS_TYPING' });
		expect(unnamed.body.name).toMatch(/agentEvents\/[0-9a-f-]{36}$/);
	});

	test('typing shows for 20 seconds, and sending again extends it', async () => {
		await sendEvent('1', { eventType: 'IS_TYPING' });
		clock.advance(19_999);
		expect(typing()).toBe(true);
		await sendEvent('2', { eventType: 'IS_TYPING' });
		clock.advance(19_999);
		expect(typing()).toBe(true);
		clock.advance(1);
		expect(typing()).toBe(false);
	});

	test('typing ends with the next message', async () => {
		await sendEvent('1', { eventType: 'IS_TYPING' });
		await send(emulator, '2');
		expect(typing()).toBe(false);
	});

	test('typing never reaches a phone that was offline', async () => {
		await patchPhone(ANNA, { online: false });
		expect((await sendEvent('1', { eventType: 'IS_TYPING' })).status).toBe(200);
		await patchPhone(ANNA, { online: true });
		expect(typing()).toBe(false);
	});

	test('read shows on the message it names, at once or when the phone is back', async () => {
		const say = async (text: string) => {
			const path = `/phones/${ANNA}/conversations/${SUPPORT}/messages`;
			return String((await control(emulator, 'POST', path, { text })).body.messageId);
		};
		const states = () => entries(emulator).map(({ status }) => status);
		const [first, second] = [await say('one'), await say('two')];
		await sendEvent('1', { eventType: 'READ', messageId: first });
		expect(states()).toEqual(['read', 'sent']);
		await patchPhone(ANNA, { online: false });
		await sendEvent('2', { eventType: 'READ', messageId: second });
		expect(states()).toEqual(['read', 'sent']);
		await patchPhone(ANNA, { online: true });
		expect(states()).toEqual(['read', 'read']);
		expect((await sendEvent('3', { eventType: 'READ', messageId: 'nope' })).status).toBe(200);
	});

	test('an invalid one is 400', async () => {
		expect((await sendEvent('1', { eventType: 'DELIVERED' })).body.error).toMatchObject({
			code: 400,
			message: `Invalid value at 'agent_event.event_type' (TYPE_ENUM), "DELIVERED"`,
		});
	});
});

describe('capabilities', () => {
	test('list the features of the phone, switched off or not', async () => {
		await patchPhone(ANNA, { online: false, features: ['RICHCARD_STANDALONE', 'A_NEW_ONE'] });
		const { status, body } = await capabilities(ANNA);
		expect(status).toBe(200);
		expect(body).toEqual({ features: ['RICHCARD_STANDALONE', 'A_NEW_ONE'] });
		await patchPhone(ANNA, { features: [] });
		expect((await capabilities(ANNA)).body).toEqual({});
	});

	test('US numbers have a carrier', async () => {
		expect((await capabilities(CAROL)).body.carrier).toEqual(expect.any(String));
	});

	test('errors: number 400, agent 403, repeated check fine', async () => {
		expect((await capabilities('123')).status).toBe(400);
		expect((await capabilities(ANNA, 'nope')).status).toBe(403);
		const path = `/v1/phones/${ANNA}/capabilities?agentId=${SUPPORT}&requestId=1`;
		expect((await call(emulator, 'GET', path)).status).toBe(200);
		expect((await call(emulator, 'GET', path)).status).toBe(200);
	});
});

describe('errors of the transport', () => {
	const path = `/v1/phones/${ANNA}/agentMessages?messageId=1&agentId=${SUPPORT}`;

	async function post(body: string, contentType: string) {
		const { access_token: token } = emulator.tokens.issue([
			'https://www.googleapis.com/auth/rcsbusinessmessaging',
		]);
		return await request(emulator.url + path, {
			method: 'POST',
			headers: { authorization: `Bearer ${token}`, 'content-type': contentType },
			body,
		});
	}

	test.each([
		['malformed JSON', '{"contentMessage":', 'application/json', 400, 'Invalid JSON payload'],
		['an empty body', '', 'application/json', 400, 'Missing required field'],
		['a bare null', 'null', 'application/json', 400, 'Missing required field'],
		['a form', 'a=b', 'application/x-www-form-urlencoded', 400, 'expected application/json'],
		['text', '{}', 'text/plain', 400, 'expected application/json'],
		['a huge body', `"${'x'.repeat(1024 * 1024)}"`, 'application/json', 413, 'too large'],
		['a prototype', '{"__proto__":{"x":1}}', 'application/json', 400, '__proto__'],
	])("%s comes back in Google's shape", async (_, body, type, code, message) => {
		const answer = await post(body, type);
		expect(answer.status).toBe(code);
		expect(answer.body.error).toMatchObject({
			code,
			status: 'INVALID_ARGUMENT',
			message: expect.stringContaining(message),
		});
	});

	test.each([
		['GET', '/v1/nope'],
		['PUT', `/v1/phones/${ANNA}/agentMessages`],
		['GET', '/v1/'],
		['GET', '/nope'],
	])('%s %s is 404', async (method, unknown) => {
		const answer = await request(emulator.url + unknown, { method });
		expect(answer.status).toBe(404);
		expect(answer.body.error).toEqual({
			code: 404,
			message: 'Method not found.',
			status: 'NOT_FOUND',
		});
	});

	test('a path that cannot be decoded is 400', async () => {
		const answer = await request(`${emulator.url}/v1/phones/%ZZ/capabilities`);
		expect(answer.status).toBe(400);
		expect(answer.body.error?.status).toBe('INVALID_ARGUMENT');
	});

	test('a fault of the emulator itself says nothing about its inside, but is told to the log', async () => {
		const log: string[] = [];
		const broken = await startEmulator({ log: (line) => log.push(line) });
		jest.spyOn(broken.platform, 'usedId').mockImplementation(() => {
			throw new TypeError('secret detail');
		});
		const answer = await send(broken, '1');
		expect(answer.status).toBe(500);
		expect(answer.body).toEqual({
			error: { code: 500, message: 'Internal error encountered.', status: 'INTERNAL' },
		});
		expect(log.join()).toContain('secret detail');
	});
});
