import { classify } from '../../rbm/events';

const FROM = { senderPhoneNumber: '+4915112345678' };
const AGENT = { agentId: 'acme_agent@rbm.goog' };
const SENT = { sendTime: '2026-11-20T09:15:02.120Z' };
const ABOUT = { phoneNumber: '+4915112345678', agentId: 'acme_agent', ...SENT };

const bytes = (payload: unknown) => Buffer.from(JSON.stringify(payload, null, 2));

describe('every payload form becomes exactly one event', () => {
	it.each<[string, object, object]>([
		[
			'text',
			{ ...FROM, ...AGENT, ...SENT, messageId: 'MxA1', text: 'hi' },
			{
				eventType: 'TEXT',
				text: 'hi',
				messageId: 'MxA1',
				eventKey: 'message:+4915112345678:MxA1',
				...ABOUT,
			},
		],
		[
			'text with eventId instead of messageId, without agent (2018)',
			{ ...FROM, eventId: 'MxA2', text: '' },
			{
				eventType: 'TEXT',
				text: '',
				messageId: 'MxA2',
				phoneNumber: '+4915112345678',
				eventKey: 'message:+4915112345678:MxA2',
			},
		],
		[
			'US text',
			{ ...FROM, messageId: 'm', text: 'hi', carrier: 'us-carrier' },
			{
				eventType: 'TEXT',
				text: 'hi',
				messageId: 'm',
				phoneNumber: '+4915112345678',
				carrier: 'us-carrier',
				eventKey: 'message:+4915112345678:m',
			},
		],
		[
			'tapped reply',
			{
				...FROM,
				...AGENT,
				...SENT,
				messageId: 'm',
				suggestionResponse: { postbackData: 'order:42:yes', text: 'Yes', type: 'REPLY' },
			},
			{
				eventType: 'SUGGESTION_REPLY',
				postbackData: 'order:42:yes',
				text: 'Yes',
				messageId: 'm',
				eventKey: 'message:+4915112345678:m',
				...ABOUT,
			},
		],
		[
			'tapped reply without type',
			{ ...FROM, messageId: 'm', suggestionResponse: { postbackData: 'x' } },
			{
				eventType: 'SUGGESTION_REPLY',
				postbackData: 'x',
				messageId: 'm',
				phoneNumber: '+4915112345678',
				eventKey: 'message:+4915112345678:m',
			},
		],
		[
			'tapped action',
			{ ...FROM, eventId: 'e', suggestionResponse: { postbackData: 'call', type: 'ACTION' } },
			{
				eventType: 'SUGGESTION_ACTION',
				postbackData: 'call',
				messageId: 'e',
				phoneNumber: '+4915112345678',
				eventKey: 'message:+4915112345678:e',
			},
		],
		[
			'location with a zero left out',
			{ ...FROM, messageId: 'm', location: { latitude: 51.5 } },
			{
				eventType: 'LOCATION',
				latitude: 51.5,
				longitude: 0,
				messageId: 'm',
				phoneNumber: '+4915112345678',
				eventKey: 'message:+4915112345678:m',
			},
		],
		[
			'file',
			{
				...FROM,
				messageId: 'm',
				userFile: {
					thumbnail: {
						fileUri: 'https://storage.googleapis.com/t',
						mimeType: 'image/jpeg',
						fileSizeBytes: '120',
					},
					payload: {
						category: 'IMAGE',
						fileUri: 'https://storage.googleapis.com/f',
						fileName: 'a.jpg',
						mimeType: 'image/jpeg',
						fileSizeBytes: 4711,
					},
				},
			},
			{
				eventType: 'USER_FILE',
				file: {
					fileUri: 'https://storage.googleapis.com/f',
					fileName: 'a.jpg',
					mimeType: 'image/jpeg',
					fileSizeBytes: 4711,
				},
				thumbnail: {
					fileUri: 'https://storage.googleapis.com/t',
					mimeType: 'image/jpeg',
					fileSizeBytes: 120,
				},
				messageId: 'm',
				phoneNumber: '+4915112345678',
				eventKey: 'message:+4915112345678:m',
			},
		],
		...['DELIVERED', 'READ', 'IS_TYPING', 'SUBSCRIBE', 'UNSUBSCRIBE'].map(
			(eventType): [string, object, object] => [
				eventType,
				{ ...FROM, ...AGENT, eventType, eventId: 'e1', messageId: 'mine' },
				{
					eventType,
					eventId: 'e1',
					messageId: 'mine',
					phoneNumber: '+4915112345678',
					agentId: 'acme_agent',
					eventKey: 'event:+4915112345678:e1',
				},
			],
		),
		...['TTL_EXPIRATION_REVOKED', 'TTL_EXPIRATION_REVOKE_FAILED'].map(
			(eventType): [string, object, object] => [
				`${eventType} (phoneNumber, not senderPhoneNumber)`,
				{
					phoneNumber: '+4915112345678',
					...AGENT,
					...SENT,
					eventType,
					eventId: 'e2',
					messageId: 'mine',
				},
				{
					eventType,
					eventId: 'e2',
					messageId: 'mine',
					eventKey: 'event:+4915112345678:e2',
					...ABOUT,
				},
			],
		),
		[
			'agent launch',
			{
				eventId: 'acme/1',
				...AGENT,
				botDisplayName: 'Acme',
				brandId: 'b',
				regionId: '/v1/regions/x',
				oldLaunchState: 'PENDING',
				newLaunchState: 'LAUNCHED',
				...SENT,
			},
			{
				eventType: 'AGENT_LAUNCH',
				eventId: 'acme/1',
				agentId: 'acme_agent',
				botDisplayName: 'Acme',
				brandId: 'b',
				regionId: '/v1/regions/x',
				oldLaunchState: 'PENDING',
				newLaunchState: 'LAUNCHED',
				eventKey: 'launch:acme/1',
				...SENT,
			},
		],
	])('%s', (_name, payload, event) => {
		expect(classify(bytes(payload))).toEqual({ ...event, payload });
	});
});

describe('what is not known passes through', () => {
	it.each([
		['a new event type', { ...FROM, eventType: 'SPAM_REPORT', eventId: 'e' }],
		['a new kind of message', { ...FROM, messageId: 'm', contact: {} }],
		['no phone number', { text: 'hi' }],
		['a file without URI', { ...FROM, userFile: { payload: {} } }],
		['a location that is none', { ...FROM, location: { latitude: 'x' } }],
		['a list', [1]],
		['null', null],
	])('%s', (_name, payload) => {
		expect(classify(bytes(payload))).toMatchObject({ eventType: 'UNKNOWN', payload });
	});

	it('text that is not JSON', () => {
		expect(classify(Buffer.from('oops'))).toMatchObject({ eventType: 'UNKNOWN', payload: 'oops' });
	});
});

it('gives repeated deliveries the same key, even without an ID', () => {
	const payload = bytes({ ...FROM, eventType: 'READ' });
	expect(classify(payload).eventKey).toBe(classify(payload).eventKey);
	expect(classify(payload).eventKey).not.toBe(
		classify(bytes({ ...FROM, eventType: 'DELIVERED' })).eventKey,
	);
});
