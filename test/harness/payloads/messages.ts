import { BARE, byMessage, FROM, PHONE, SENT, WHERE, WHO, type PayloadForm } from './form';

const PHOTO = {
	mimeType: 'image/jpeg',
	fileSizeBytes: 347_112,
	fileUri: 'https://storage.googleapis.com/rbm/photo',
	fileName: 'IMG_20261120.jpg',
};
const THUMBNAIL = {
	mimeType: 'image/jpeg',
	fileSizeBytes: 6_212,
	fileUri: 'https://storage.googleapis.com/rbm/thumbnail',
	fileName: 'IMG_20261120_t.jpg',
};

/** What people send. */
export const MESSAGES: PayloadForm[] = [
	{
		name: 'text',
		payload: { ...FROM, messageId: 'MxA1', ...WHERE, text: 'hi' },
		item: { eventType: 'TEXT', text: 'hi', ...byMessage('MxA1'), ...WHO },
	},
	{
		name: 'text, pretty-printed and with another order of fields (2022)',
		payload: `{\n  "agentId": "acme_support_agent@rbm.goog",\n  "text": "Grüße 👋",\n  "messageId": "MxA2=",\n  "senderPhoneNumber": "${PHONE}"\n}\n`,
		item: {
			eventType: 'TEXT',
			text: 'Grüße 👋',
			...byMessage('MxA2='),
			phoneNumber: PHONE,
			...BARE,
		},
	},
	{
		name: 'text without an agent (2018)',
		payload: { ...FROM, messageId: 'MxA3', ...SENT, text: 'hi' },
		item: { eventType: 'TEXT', text: 'hi', ...byMessage('MxA3'), phoneNumber: PHONE, ...SENT },
	},
	{
		name: 'text with eventId instead of messageId',
		payload: { ...FROM, eventId: 'MxA4', ...WHERE, text: 'hi' },
		item: { eventType: 'TEXT', text: 'hi', ...byMessage('MxA4'), ...WHO },
	},
	{
		name: 'text with a bare agent ID',
		payload: { ...FROM, messageId: 'MxA5', ...BARE, ...SENT, text: 'hi' },
		item: { eventType: 'TEXT', text: 'hi', ...byMessage('MxA5'), ...WHO },
	},
	{
		name: 'empty text',
		payload: { ...FROM, messageId: 'MxA6', ...WHERE, text: '' },
		item: { eventType: 'TEXT', text: '', ...byMessage('MxA6'), ...WHO },
	},
	{
		name: 'text from the US',
		payload: {
			senderPhoneNumber: '+14155550123',
			messageId: 'MxA7',
			...WHERE,
			richMessageClassification: { classificationType: 'RICH_MESSAGE', segmentCount: 1 },
			carrier: 'a carrier',
			text: 'hi',
		},
		item: {
			eventType: 'TEXT',
			text: 'hi',
			messageId: 'MxA7',
			eventKey: 'message:+14155550123:MxA7',
			...WHO,
			phoneNumber: '+14155550123',
			carrier: 'a carrier',
		},
	},
	{
		name: 'text that takes consent back',
		payload: { ...FROM, messageId: 'MxA8', ...WHERE, text: 'Stop' },
		item: {
			eventType: 'TEXT',
			text: 'Stop',
			...byMessage('MxA8'),
			...WHO,
			consent: 'OPT_OUT',
		},
	},
	{
		name: 'text that gives consent, with the keyword of its country',
		payload: { senderPhoneNumber: '+33612345678', messageId: 'MxA9', ...WHERE, text: 'Démarrer' },
		item: {
			eventType: 'TEXT',
			text: 'Démarrer',
			messageId: 'MxA9',
			eventKey: 'message:+33612345678:MxA9',
			...WHO,
			phoneNumber: '+33612345678',
			consent: 'OPT_IN',
		},
	},
	{
		name: 'tapped reply',
		payload: {
			...FROM,
			messageId: 'MxB1',
			...WHERE,
			suggestionResponse: { postbackData: 'order:42:yes', text: 'Yes', type: 'REPLY' },
		},
		item: {
			eventType: 'SUGGESTION_REPLY',
			postbackData: 'order:42:yes',
			text: 'Yes',
			...byMessage('MxB1'),
			...WHO,
		},
	},
	{
		name: 'tapped reply without type, with eventId (older)',
		payload: { ...FROM, eventId: 'MxB2', suggestionResponse: { postbackData: 'x', text: 'X' } },
		item: {
			eventType: 'SUGGESTION_REPLY',
			postbackData: 'x',
			text: 'X',
			...byMessage('MxB2'),
			phoneNumber: PHONE,
		},
	},
	{
		name: 'tapped suggestion of type UNKNOWN',
		payload: {
			...FROM,
			messageId: 'MxB3',
			...WHERE,
			suggestionResponse: { postbackData: 'x', type: 'UNKNOWN' },
		},
		item: { eventType: 'SUGGESTION_REPLY', postbackData: 'x', ...byMessage('MxB3'), ...WHO },
	},
	{
		name: 'tapped reply that holds a keyword, which is no opt-out',
		payload: {
			...FROM,
			messageId: 'MxB4',
			...WHERE,
			suggestionResponse: { postbackData: 'STOP', text: 'STOP', type: 'REPLY' },
		},
		item: {
			eventType: 'SUGGESTION_REPLY',
			postbackData: 'STOP',
			text: 'STOP',
			...byMessage('MxB4'),
			...WHO,
		},
	},
	{
		name: 'tapped action',
		payload: {
			...FROM,
			messageId: 'MxB5',
			...WHERE,
			suggestionResponse: { postbackData: 'call', text: 'Call us', type: 'ACTION' },
		},
		item: {
			eventType: 'SUGGESTION_ACTION',
			postbackData: 'call',
			text: 'Call us',
			...byMessage('MxB5'),
			...WHO,
		},
	},
	{
		name: 'tapped action without text',
		payload: {
			...FROM,
			messageId: 'MxB6',
			...WHERE,
			suggestionResponse: { postbackData: 'call', type: 'ACTION' },
		},
		item: { eventType: 'SUGGESTION_ACTION', postbackData: 'call', ...byMessage('MxB6'), ...WHO },
	},
	{
		name: 'location',
		payload: {
			...FROM,
			messageId: 'MxC1',
			...WHERE,
			location: { latitude: 52.516275, longitude: 13.377704 },
		},
		item: {
			eventType: 'LOCATION',
			latitude: 52.516275,
			longitude: 13.377704,
			...byMessage('MxC1'),
			...WHO,
		},
	},
	{
		name: 'location on the prime meridian, where the zero is left out',
		payload: { ...FROM, messageId: 'MxC2', ...WHERE, location: { latitude: 51.5 } },
		item: { eventType: 'LOCATION', latitude: 51.5, longitude: 0, ...byMessage('MxC2'), ...WHO },
	},
	{
		name: 'file with thumbnail',
		payload: {
			...FROM,
			messageId: 'MxD1',
			...WHERE,
			userFile: { thumbnail: THUMBNAIL, payload: PHOTO },
		},
		item: {
			eventType: 'USER_FILE',
			file: PHOTO,
			thumbnail: THUMBNAIL,
			...byMessage('MxD1'),
			...WHO,
		},
	},
	{
		name: 'file without thumbnail, with eventId',
		payload: { ...FROM, eventId: 'MxD2', ...WHERE, userFile: { payload: PHOTO } },
		item: { eventType: 'USER_FILE', file: PHOTO, ...byMessage('MxD2'), ...WHO },
	},
	{
		name: 'file with a category (older), a size as int64, and nothing else',
		payload: {
			...FROM,
			messageId: 'MxD3',
			...WHERE,
			userFile: {
				payload: { category: 'IMAGE', fileUri: PHOTO.fileUri, fileSizeBytes: '347112' },
			},
		},
		item: {
			eventType: 'USER_FILE',
			file: { fileUri: PHOTO.fileUri, fileSizeBytes: 347_112 },
			...byMessage('MxD3'),
			...WHO,
		},
	},
];
