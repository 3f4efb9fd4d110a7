import type { Emulator } from '../../emulator/emulator';
import {
	ANNA,
	BRUNO,
	CAROL,
	control,
	conversation,
	DEV,
	entries,
	request,
	send,
	startEmulator,
	SUPPORT,
	until,
} from './support/emulator';
import { attachReceiver, type Receiver } from './support/webhook';

const DEVICE_ID = /^Mx[A-Za-z0-9_-]{22}$/;

let emulator: Emulator;
let webhook: Receiver;

beforeEach(async () => {
	emulator = await startEmulator();
	webhook = await attachReceiver(emulator);
});

const act = async (what: string, body?: object, phone = ANNA) =>
	await control(emulator, 'POST', `/phones/${phone}/conversations/${SUPPORT}/${what}`, body);
const posted = async (count: number) =>
	await until(() => webhook.posts.length >= count, `${count} posts`);

describe('a file', () => {
	const file = { fileName: 'bill.pdf', mimeType: 'application/pdf', base64: 'JVBERg==' };

	test('reaches the webhook as a link that gives its bytes', async () => {
		const { status, body } = await act('files', file);
		expect(status).toBe(200);
		expect(body.messageId).toMatch(DEVICE_ID);
		await posted(1);
		const { event, body: post } = webhook.posts[0]!;
		expect(event.payload).toEqual({
			senderPhoneNumber: ANNA,
			messageId: body.messageId,
			sendTime: expect.any(String),
			agentId: `${SUPPORT}@rbm.goog`,
			userFile: {
				payload: {
					mimeType: 'application/pdf',
					fileSizeBytes: 4,
					fileUri: expect.stringMatching(/\/emulator\/files\/[A-Za-z0-9_-]{22}$/),
					fileName: 'bill.pdf',
				},
			},
		});
		expect(post.message.attributes).toMatchObject({ type: 'message', message_type: 'USER_FILE' });
		expect(event.eventType).toBe('USER_FILE');
		const { file: received } = event as unknown as { file: { fileUri: string } };
		expect(received.fileUri.startsWith(emulator.url)).toBe(true);
		const fetched = await request(received.fileUri);
		expect(fetched.text).toBe('%PDF');
		expect(fetched.headers.get('content-type')).toBe('application/pdf');
	});

	test('shows as a bubble with its name', async () => {
		await act('files', file);
		expect(entries(emulator)).toMatchObject([
			{
				from: 'user',
				text: 'bill.pdf',
				tapped: false,
				file: {
					path: expect.stringMatching(/^\/emulator\/files\//),
					fileName: 'bill.pdf',
					mimeType: 'application/pdf',
					fileSizeBytes: 4,
				},
			},
		]);
	});

	test('of any kind and of some size is taken, but an agent cannot send it on', async () => {
		const base64 = Buffer.alloc(2 * 1024 * 1024, 1).toString('base64');
		const large = { fileName: 'x.html', mimeType: 'text/html', base64 };
		expect((await act('files', large)).status).toBe(200);
		const [entry] = entries(emulator) as Array<{ file?: { path: string } }>;
		const fileName = entry!.file!.path.replace('/emulator/', '');
		const answer = await send(emulator, '1', {
			body: { contentMessage: { uploadedRbmFile: { fileName } } },
		});
		expect(answer.status).toBe(400);
	});

	test('of a US number is a media message', async () => {
		await act('files', file, CAROL);
		await posted(1);
		expect(webhook.posts[0]!.event.payload).toMatchObject({
			richMessageClassification: { classificationType: 'RICH_MEDIA_MESSAGE' },
			carrier: expect.any(String),
		});
	});

	test.each([
		{ fileName: '' },
		{ mimeType: 'pdf' },
		{ mimeType: 'text/html\r\nx: y' },
		{ base64: '' },
		{ base64: 'not base64' },
		{ x: 1 },
	])('with %j is refused', async (fields) => {
		expect((await act('files', { ...file, ...fields })).status).toBe(400);
		expect(entries(emulator)).toEqual([]);
	});
});

test('a location reaches the webhook, and shows with its coordinates', async () => {
	const place = { latitude: 52.5, longitude: 0 };
	const { status, body } = await act('locations', place);
	expect(status).toBe(200);
	await posted(1);
	expect(webhook.posts[0]!.event).toMatchObject({
		eventType: 'LOCATION',
		messageId: body.messageId,
		...place,
	});
	expect(entries(emulator)).toMatchObject([{ text: '52.5, 0', location: place, tapped: false }]);
	for (const bad of [{}, { latitude: 91, longitude: 0 }, { ...place, x: 1 }]) {
		expect((await act('locations', bad)).status).toBe(400);
	}
});

describe('unsubscribing and subscribing', () => {
	const addPhone = async (phoneNumber: string) =>
		await control(emulator, 'POST', '/phones', { phoneNumber });

	test.each([
		[ANNA, 'STOP', 'START'],
		[CAROL, 'STOP', 'START'],
		['+447700900000', 'STOP', 'START'],
		[BRUNO, 'STOP', 'Démarrer'],
		['+34600000001', 'BAJA', 'ALTA'],
		['+525500000001', 'BAJA', 'ALTA'],
		['+5511900000001', 'parar', 'começar'],
		['+436600000001', 'STOP', 'START'],
	])('%s says %s and %s, and reports both events', async (phone, stop, start) => {
		await addPhone(phone);
		const { body } = await act('unsubscribe', undefined, phone);
		await posted(2);
		await act('subscribe', {}, phone);
		await posted(4);
		const events = webhook.posts.map(({ event }) => event as { text?: string; eventType: string });
		const kinds = events.map(({ text, eventType }) => text ?? eventType);
		expect(kinds.slice(0, 2).sort()).toEqual([stop, 'UNSUBSCRIBE'].sort());
		expect(kinds.slice(2).sort()).toEqual([start, 'SUBSCRIBE'].sort());
		expect(events[0]).toMatchObject({ phoneNumber: phone, agentId: SUPPORT });
		expect(entries(emulator, phone)).toMatchObject([
			{ messageId: body.messageId, text: stop },
			{ text: start },
		]);
	});

	test('come in either order', async () => {
		let bit = 0;
		const odd = await startEmulator({ random: (size) => Buffer.alloc(size, bit) });
		const publish = jest.spyOn(odd.webhooks, 'publish');
		for (bit of [0, 1]) {
			await control(odd, 'POST', `/phones/${ANNA}/conversations/${SUPPORT}/unsubscribe`);
		}
		expect(publish.mock.calls.map(([, { attributes }]) => attributes.type)).toEqual([
			'event',
			'message',
			'message',
			'event',
		]);
	});

	test('the event has no message, and the attributes of an event', async () => {
		await act('unsubscribe');
		await posted(2);
		const post = webhook.posts.find(({ event }) => event.eventType === 'UNSUBSCRIBE')!;
		expect(post.event.payload).toEqual({
			senderPhoneNumber: ANNA,
			eventType: 'UNSUBSCRIBE',
			eventId: expect.stringMatching(DEVICE_ID),
			agentId: `${SUPPORT}@rbm.goog`,
			sendTime: expect.any(String),
		});
		expect(post.body.message.attributes).toMatchObject({
			type: 'event',
			event_type: 'UNSUBSCRIBE',
		});
	});

	test('shows, and keeps no agent from writing', async () => {
		await act('unsubscribe');
		expect(conversation(emulator).unsubscribed).toBe(true);
		expect((await send(emulator, '1')).status).toBe(200);
		await act('subscribe');
		expect(conversation(emulator)).not.toHaveProperty('unsubscribed');
	});
});

test('a phone without RCS can do none of it', async () => {
	const file = { fileName: 'a', mimeType: 'a/b', base64: 'AAAA' };
	for (const [what, body] of [
		['files', file],
		['locations', { latitude: 0, longitude: 0 }],
		['unsubscribe', undefined],
		['subscribe', undefined],
	] as const) {
		const { status } = await act(what, body, DEV);
		expect(status).toBe(400);
	}
	expect(webhook.posts).toEqual([]);
});
