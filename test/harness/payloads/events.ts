import { BARE, byEvent, FROM, PHONE, SENT, SUFFIXED, WHERE, WHO, type PayloadForm } from './form';

/** What happens to messages, people and agents. */
export const EVENTS: PayloadForm[] = [
	...['DELIVERED', 'READ'].map((eventType) => ({
		name: eventType,
		payload: { ...FROM, eventType, eventId: 'MsE1', messageId: 'my-message', ...WHERE },
		item: { eventType, ...byEvent('MsE1'), messageId: 'my-message', ...WHO },
	})),
	{
		name: 'DELIVERED without agent and time (2018)',
		payload: { ...FROM, eventType: 'DELIVERED', eventId: 'MsE2', messageId: 'my-message' },
		item: {
			eventType: 'DELIVERED',
			...byEvent('MsE2'),
			messageId: 'my-message',
			phoneNumber: PHONE,
		},
	},
	{
		name: 'IS_TYPING',
		payload: { ...FROM, eventType: 'IS_TYPING', eventId: 'MsE3', ...WHERE },
		item: { eventType: 'IS_TYPING', ...byEvent('MsE3'), ...WHO },
	},
	{
		name: 'UNSUBSCRIBE',
		payload: { ...FROM, eventType: 'UNSUBSCRIBE', eventId: 'MsE4', ...WHERE },
		item: { eventType: 'UNSUBSCRIBE', ...byEvent('MsE4'), ...WHO, consent: 'OPT_OUT' },
	},
	{
		name: 'SUBSCRIBE',
		payload: { ...FROM, eventType: 'SUBSCRIBE', eventId: 'MsE5', ...WHERE },
		item: { eventType: 'SUBSCRIBE', ...byEvent('MsE5'), ...WHO, consent: 'OPT_IN' },
	},
	...['TTL_EXPIRATION_REVOKED', 'TTL_EXPIRATION_REVOKE_FAILED'].map((eventType) => ({
		name: `${eventType}, with phoneNumber instead of senderPhoneNumber`,
		payload: { phoneNumber: PHONE, messageId: 'my-message', ...WHERE, eventType, eventId: 'MsF1' },
		item: { eventType, ...byEvent('MsF1'), messageId: 'my-message', ...WHO },
	})),
	{
		name: 'agent launch',
		payload: {
			eventId: 'acme_support_agent/0b0f5c0e',
			...SUFFIXED,
			botDisplayName: 'Acme Support',
			brandId: 'a-brand',
			brandDisplayName: 'Acme',
			regionId: '/v1/regions/a-carrier',
			oldLaunchState: 'PENDING',
			newLaunchState: 'LAUNCHED',
			actingParty: 'someone@example.com',
			comment: 'Welcome',
			...SENT,
		},
		item: {
			eventType: 'AGENT_LAUNCH',
			eventId: 'acme_support_agent/0b0f5c0e',
			eventKey: 'launch:acme_support_agent/0b0f5c0e',
			...BARE,
			botDisplayName: 'Acme Support',
			brandId: 'a-brand',
			brandDisplayName: 'Acme',
			regionId: '/v1/regions/a-carrier',
			oldLaunchState: 'PENDING',
			newLaunchState: 'LAUNCHED',
			actingParty: 'someone@example.com',
			comment: 'Welcome',
			...SENT,
		},
	},
	{
		name: 'first agent launch, where the old state is unspecified and left out',
		payload: { eventId: 'a/1', ...SUFFIXED, newLaunchState: 'PENDING' },
		item: {
			eventType: 'AGENT_LAUNCH',
			eventId: 'a/1',
			eventKey: 'launch:a/1',
			...BARE,
			newLaunchState: 'PENDING',
		},
	},
];

const SHA256 = expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as unknown;
const unknown = { eventType: 'UNKNOWN', eventKey: SHA256 };

/** What has no ID to be told apart by. */
export const WITHOUT_ID: PayloadForm[] = [
	{
		name: 'event without an ID',
		payload: { ...FROM, eventType: 'READ' },
		item: { eventType: 'READ', eventKey: SHA256, phoneNumber: PHONE },
	},
	{
		name: 'message without an ID',
		payload: { ...FROM, text: 'hi' },
		item: { eventType: 'TEXT', text: 'hi', eventKey: SHA256, phoneNumber: PHONE },
	},
	{
		name: 'agent launch without an ID',
		payload: { oldLaunchState: 'LAUNCHED', newLaunchState: 'SUSPENDED' },
		item: {
			eventType: 'AGENT_LAUNCH',
			eventKey: SHA256,
			oldLaunchState: 'LAUNCHED',
			newLaunchState: 'SUSPENDED',
		},
	},
];

/** What nobody knows yet, and what is broken. */
export const NEW_TO_US: PayloadForm[] = [
	{
		name: 'a new event type',
		payload: { ...FROM, eventType: 'SPAM_REPORT', eventId: 'e', ...WHERE },
		item: { ...unknown, ...WHO },
	},
	{
		name: 'the zero event type, whatever is beside it',
		payload: { ...FROM, eventType: 'EVENT_TYPE_UNSPECIFIED', eventId: 'e', text: 'hi' },
		item: { ...unknown, phoneNumber: PHONE },
	},
	{
		name: 'a new kind of message',
		payload: { ...FROM, messageId: 'm', contact: {} },
		item: { ...unknown, phoneNumber: PHONE },
	},
	{ name: 'a text from nobody', payload: { messageId: 'm', text: 'hi' }, item: unknown },
	{
		name: 'a file without a link',
		payload: { ...FROM, messageId: 'm', userFile: { payload: {} } },
		item: { ...unknown, phoneNumber: PHONE },
	},
	{
		name: 'a location that is none',
		payload: { ...FROM, messageId: 'm', location: { latitude: 'x' } },
		item: { ...unknown, phoneNumber: PHONE },
	},
	{ name: 'an empty object', payload: {}, item: unknown },
	{ name: 'a list', payload: [1], item: unknown },
	{ name: 'null', payload: null, item: unknown },
	{ name: 'text that is not JSON', payload: 'oops', item: unknown },
];
