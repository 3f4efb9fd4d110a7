import type { Emulator } from '../../emulator/emulator';
import {
	ANNA,
	control,
	CAROL,
	DEV,
	entries,
	send,
	settle,
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
const patch = async (change: object) => await control(emulator, 'PATCH', `/phones/${ANNA}`, change);
const posted = async (count: number) =>
	await until(() => webhook.posts.length >= count, `${count} posts`);
const statuses = () => entries(emulator).map(({ status }) => status);

test('a text reaches the webhook, and shows as delivered when that took it', async () => {
	webhook.react = () => 'hang';
	const { status, body } = await act('messages', { text: 'Hi there' });
	expect(status).toBe(200);
	expect(body.messageId).toMatch(DEVICE_ID);
	await posted(1);
	expect(entries(emulator)).toEqual([
		{
			from: 'user',
			messageId: body.messageId,
			sendTime: expect.any(String),
			text: 'Hi there',
			tapped: false,
			status: 'sent',
		},
	]);
	webhook.release();
	await until(() => statuses()[0] === 'delivered');
	expect(webhook.posts[0]!.event).toMatchObject({
		eventType: 'TEXT',
		text: 'Hi there',
		phoneNumber: ANNA,
		agentId: SUPPORT,
		messageId: body.messageId,
	});
	expect(webhook.posts[0]!.body.message.attributes).toMatchObject({
		type: 'message',
		message_type: 'TEXT',
	});
});

test('US texts carry classification and carrier', async () => {
	await act('messages', { text: 'x'.repeat(161) }, CAROL);
	await posted(1);
	expect(webhook.posts[0]!.event.payload).toMatchObject({
		richMessageClassification: { classificationType: 'RICH_MESSAGE', segmentCount: 2 },
		carrier: expect.any(String),
	});
});

const CHIPS = {
	contentMessage: {
		text: 'Well?',
		suggestions: [
			{ reply: { text: 'Yes', postbackData: 'order:42:yes' } },
			{
				action: {
					text: 'Call',
					postbackData: 'call',
					dialAction: { phoneNumber: '+4930123' },
				},
			},
			{ action: { text: 'Where I am', postbackData: 'where', shareLocationAction: {} } },
		],
	},
};

test('a reply tap sends postback data and text, and shows as a bubble', async () => {
	await send(emulator, '1', { body: CHIPS });
	const { body } = await act('taps', { messageId: '1', suggestionIndex: 0 });
	expect(body.messageIds).toEqual([expect.stringMatching(DEVICE_ID)]);
	await posted(2);
	const tap = webhook.posts.find(({ event }) => event.eventType === 'SUGGESTION_REPLY')!;
	expect(tap.event.payload).toMatchObject({
		senderPhoneNumber: ANNA,
		suggestionResponse: { postbackData: 'order:42:yes', text: 'Yes', type: 'REPLY' },
	});
	expect(tap.body.message.attributes).toMatchObject({ message_type: 'SUGGESTION_RESPONSE' });
	expect(entries(emulator)).toMatchObject([
		{ from: 'agent', tappedSuggestion: 0 },
		{ from: 'user', text: 'Yes', tapped: true },
	]);
});

test('an action tap sends its postback data, without a bubble', async () => {
	await send(emulator, '1', { body: CHIPS });
	await act('taps', { messageId: '1', suggestionIndex: 1 });
	await posted(2);
	const tap = webhook.posts.find(({ event }) => event.eventType === 'SUGGESTION_ACTION')!;
	expect(tap.event.payload).toMatchObject({
		suggestionResponse: { postbackData: 'call', text: 'Call', type: 'ACTION' },
	});
	expect(entries(emulator)).toHaveLength(1);
});

test('a share-location tap sends the tap and then the location', async () => {
	await send(emulator, '1', { body: CHIPS });
	const location = { latitude: 48.1, longitude: 11.5 };
	const { body } = await act('taps', { messageId: '1', suggestionIndex: 2, location });
	expect(body.messageIds).toHaveLength(2);
	await posted(3);
	const shared = webhook.posts.find(({ event }) => event.eventType === 'LOCATION')!;
	expect(shared.event).toMatchObject({ ...location, messageId: (body.messageIds as string[])[1] });
	expect(shared.body.message.attributes).toMatchObject({ message_type: 'LOCATION' });
	expect(webhook.types()).toContain('SUGGESTION_ACTION');
	expect(entries(emulator)[1]).toMatchObject({ from: 'user', text: '48.1, 11.5' });
});

test('the list under the message counts before the cards', async () => {
	const reply = (text: string) => ({ reply: { text, postbackData: text } });
	const contentMessage = {
		richCard: {
			carouselCard: {
				cardContents: [
					{ title: 'One', suggestions: [reply('a'), reply('b')] },
					{ title: 'Two', suggestions: [reply('c')] },
				],
			},
		},
		suggestions: [reply('under')],
	};
	await send(emulator, '1', { body: { contentMessage } });
	for (const suggestionIndex of [0, 1, 2, 3]) {
		await act('taps', { messageId: '1', suggestionIndex });
	}
	const texts = entries(emulator).map((entry) => (entry.from === 'user' ? entry.text : ''));
	expect(texts).toEqual(['', 'under', 'a', 'b', 'c']);
	expect(entries(emulator)[0]).toMatchObject({ tappedSuggestion: 3 });
	expect((await act('taps', { messageId: '1', suggestionIndex: 4 })).status).toBe(400);
});

test('only a message on the phone can be tapped', async () => {
	await patch({ online: false });
	await send(emulator, '1', { body: { ...CHIPS, ttl: '60s' } });
	expect((await act('taps', { messageId: '1', suggestionIndex: 0 })).status).toBe(400);
	expect((await act('taps', { messageId: 'x', suggestionIndex: 0 }, CAROL)).status).toBe(404);
});

test('typing sends an event without a message', async () => {
	expect((await act('typing')).status).toBe(200);
	await posted(1);
	const { event, body } = webhook.posts[0]!;
	expect(event.payload).toEqual({
		senderPhoneNumber: ANNA,
		eventType: 'IS_TYPING',
		eventId: expect.stringMatching(DEVICE_ID),
		agentId: `${SUPPORT}@rbm.goog`,
		sendTime: expect.any(String),
	});
	expect(body.message.attributes).toMatchObject({ type: 'event', event_type: 'IS_TYPING' });
});

describe('reading', () => {
	const reads = () =>
		webhook.posts.flatMap(({ event }) =>
			event.eventType === 'READ' ? [(event as { messageId?: string }).messageId] : [],
		);

	test('sends a receipt for each delivered message, once', async () => {
		await send(emulator, '1');
		await send(emulator, '2');
		await act('read');
		await act('read');
		await posted(4);
		await settle();
		expect(reads().sort()).toEqual(['1', '2']);
		expect(statuses()).toEqual(['read', 'read']);
	});

	test('sends none with receipts off', async () => {
		await patch({ readReceipts: false });
		await send(emulator, '1');
		await act('read');
		await posted(1);
		await settle();
		expect(webhook.types()).toEqual(['DELIVERED']);
		expect(statuses()).toEqual(['read']);
	});

	test('while offline sends them when the phone is back', async () => {
		await send(emulator, '1');
		await patch({ online: false });
		await send(emulator, '2');
		await act('read');
		await posted(1);
		await settle();
		expect(reads()).toEqual([]);
		await patch({ online: true });
		await posted(3);
		expect(reads()).toEqual(['1']);
		expect(statuses()).toEqual(['read', 'delivered']);
	});
});

test('a phone that is offline or has no RCS cannot send', async () => {
	await patch({ online: false });
	const answers = [
		await act('messages', { text: 'x' }),
		await act('typing'),
		await act('messages', { text: 'x' }, DEV),
	];
	for (const { status, body } of answers) {
		expect(status).toBe(400);
		expect(body.error?.status).toBe('FAILED_PRECONDITION');
	}
	expect(answers[0]!.body.error?.message).toBe("Anna's phone is offline. Switch it online first.");
	expect(answers[2]!.body.error?.message).toContain('has no RCS');
});

test('without a webhook a text stays sent', async () => {
	await control(emulator, 'DELETE', `/agents/${SUPPORT}/webhook`);
	await act('messages', { text: 'x' });
	await settle();
	expect(statuses()).toEqual(['sent']);
	expect(webhook.posts).toEqual([]);
});

test('what names nothing is 404, what is malformed 400', async () => {
	expect((await act('messages', { text: 'x' }, '+4917000000000')).status).toBe(404);
	const path = `/phones/${ANNA}/conversations/nope/messages`;
	expect((await control(emulator, 'POST', path, { text: 'x' })).status).toBe(404);
	expect((await act('messages', { text: '' })).status).toBe(400);
	expect((await act('messages', { text: 'x', more: 1 })).status).toBe(400);
	expect((await act('messages')).status).toBe(400);
	expect((await act('taps', { messageId: '1', suggestionIndex: -1 })).status).toBe(400);
});
