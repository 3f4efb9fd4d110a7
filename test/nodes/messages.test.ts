import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { EmulatorView } from '../../emulator/view';
import { rbmNode, runNode } from '../harness/run';
import { AGENT, ANNA, setUp, type Setup } from '../harness/setup';

let setup: Setup;
beforeAll(async () => {
	setup = await setUp();
});
afterAll(async () => await setup.close());
beforeEach(async () => await setup.control('POST', '/reset'));

const TARGET = { agentId: { __rl: true, mode: 'id', value: AGENT }, phoneNumber: ANNA };
const FILE_URL = 'https://example.com/picture.jpg';
const THUMBNAIL_URL = 'https://example.com/preview.jpg';

/** Sends with these parameters and returns what arrived on the phone. */
async function send(operation: string, parameters: INodeParameters): Promise<object> {
	const node = rbmNode('rbm', { resource: 'message', operation, ...TARGET, ...parameters });
	const { outputs, error } = await runNode(setup.package, await setup.credential(), node, [{}]);
	if (error) throw new Error(error.message);
	expect(outputs[0]).toHaveLength(1);
	const { conversations } = (await setup.control('GET', '/state')) as EmulatorView;
	const entry = conversations.flatMap(({ entries }) => entries).at(-1);
	if (entry?.from !== 'agent') throw new Error('nothing arrived');
	return entry.content;
}

const suggestion = (row: IDataObject) => ({
	suggestion: [{ text: 'Go', postbackData: 'go', ...row }],
});
const action = (fields: object) => [{ action: { text: 'Go', postbackData: 'go', ...fields } }];
const TIMES = { startTime: '2026-12-24T18:00:00+01:00', endTime: '2026-12-24T20:00:00+01:00' };
const CARD_A = { title: 'A', mediaFrom: 'none' };
const CARD_B = { title: 'B', mediaFrom: 'none' };
const media = (change: object = {}) => ({
	height: 'MEDIUM',
	contentInfo: { fileUrl: FILE_URL },
	...change,
});

/** Every object and enum value that the form can make: parameters, and what must arrive. */
const FORMS: Array<[string, string, INodeParameters, object]> = [
	['text', 'sendText', { text: 'x' }, { text: 'x' }],
	[
		'reply',
		'sendText',
		{ text: 'x', suggestions: suggestion({ type: 'reply' }) },
		{ text: 'x', suggestions: [{ reply: { text: 'Go', postbackData: 'go' } }] },
	],
	[
		'dial, with fallback URL',
		'sendText',
		{
			text: 'x',
			suggestions: suggestion({
				type: 'dial',
				phoneNumber: '+49 30 123-456',
				fallbackUrl: FILE_URL,
			}),
		},
		{
			text: 'x',
			suggestions: action({ fallbackUrl: FILE_URL, dialAction: { phoneNumber: '+4930123456' } }),
		},
	],
	[
		'open URL in the browser',
		'sendText',
		{
			text: 'x',
			suggestions: suggestion({ type: 'openUrl', url: FILE_URL, application: 'BROWSER' }),
		},
		{
			text: 'x',
			suggestions: action({ openUrlAction: { url: FILE_URL, application: 'BROWSER' } }),
		},
	],
	...['FULL', 'HALF', 'TALL'].map((webviewViewMode): [string, string, INodeParameters, object] => [
		`open URL in a webview, ${webviewViewMode}`,
		'sendText',
		{
			text: 'x',
			suggestions: suggestion({
				type: 'openUrl',
				url: FILE_URL,
				application: 'WEBVIEW',
				webviewViewMode,
				urlDescription: 'a page',
			}),
		},
		{
			text: 'x',
			suggestions: action({
				openUrlAction: {
					url: FILE_URL,
					application: 'WEBVIEW',
					webviewViewMode,
					description: 'a page',
				},
			}),
		},
	]),
	[
		'view location by coordinates',
		'sendText',
		{
			text: 'x',
			suggestions: suggestion({
				type: 'viewLocation',
				locationBy: 'coordinates',
				latitude: 52.52,
				longitude: 0,
				mapLabel: 'Here',
			}),
		},
		{
			text: 'x',
			suggestions: action({
				viewLocationAction: { latLong: { latitude: 52.52, longitude: 0 }, label: 'Here' },
			}),
		},
	],
	[
		'view location by query',
		'sendText',
		{
			text: 'x',
			suggestions: suggestion({ type: 'viewLocation', locationBy: 'query', query: 'Acme' }),
		},
		{ text: 'x', suggestions: action({ viewLocationAction: { query: 'Acme' } }) },
	],
	[
		'share location',
		'sendText',
		{ text: 'x', suggestions: suggestion({ type: 'shareLocation' }) },
		{ text: 'x', suggestions: action({ shareLocationAction: {} }) },
	],
	[
		'calendar event',
		'sendText',
		{
			text: 'x',
			suggestions: suggestion({
				type: 'createCalendarEvent',
				title: 'Dinner',
				description: 'Bring wine',
				...TIMES,
			}),
		},
		{
			text: 'x',
			suggestions: action({
				createCalendarEventAction: {
					startTime: '2026-12-24T17:00:00.000Z',
					endTime: '2026-12-24T19:00:00.000Z',
					title: 'Dinner',
					description: 'Bring wine',
				},
			}),
		},
	],
	[
		'suggestions as JSON',
		'sendText',
		{
			text: 'x',
			specifySuggestions: 'json',
			suggestionsJson: '["Yes", {"action": {"text": "Go", "shareLocationAction": {}}}]',
		},
		{
			text: 'x',
			suggestions: [
				{ reply: { text: 'Yes', postbackData: 'Yes' } },
				{ action: { text: 'Go', postbackData: 'Go', shareLocationAction: {} } },
			],
		},
	],
	[
		'file by URL, with thumbnail and refresh',
		'sendFile',
		{
			mediaFrom: 'url',
			fileUrl: FILE_URL,
			fileOptions: { thumbnailUrl: THUMBNAIL_URL, forceRefresh: true },
		},
		{ contentInfo: { fileUrl: FILE_URL, thumbnailUrl: THUMBNAIL_URL, forceRefresh: true } },
	],
	[
		'vertical card',
		'sendRichCard',
		{
			title: 'T',
			description: 'D',
			mediaFrom: 'url',
			fileUrl: FILE_URL,
			mediaOptions: {
				height: 'TALL',
				contentDescription: 'a picture',
				thumbnailUrl: THUMBNAIL_URL,
			},
			cardSuggestions: suggestion({ type: 'reply' }),
			cardOrientation: 'VERTICAL',
			suggestions: suggestion({ type: 'reply' }),
		},
		{
			richCard: {
				standaloneCard: {
					cardOrientation: 'VERTICAL',
					cardContent: {
						title: 'T',
						description: 'D',
						media: media({
							height: 'TALL',
							contentInfo: { fileUrl: FILE_URL, thumbnailUrl: THUMBNAIL_URL },
							contentDescription: 'a picture',
						}),
						suggestions: [{ reply: { text: 'Go', postbackData: 'go' } }],
					},
				},
			},
			suggestions: [{ reply: { text: 'Go', postbackData: 'go' } }],
		},
	],
	...['LEFT', 'RIGHT'].map((side): [string, string, INodeParameters, object] => [
		`horizontal card, media ${side}`,
		'sendRichCard',
		{
			title: 'T',
			mediaFrom: 'url',
			fileUrl: FILE_URL,
			cardOrientation: 'HORIZONTAL',
			thumbnailImageAlignment: side,
		},
		{
			richCard: {
				standaloneCard: {
					cardOrientation: 'HORIZONTAL',
					thumbnailImageAlignment: side,
					cardContent: { title: 'T', media: media() },
				},
			},
		},
	]),
	...['SHORT', 'MEDIUM'].map((height): [string, string, INodeParameters, object] => [
		`small carousel, media ${height}`,
		'sendCarousel',
		{
			cardWidth: 'SMALL',
			cards: {
				card: [
					CARD_A,
					{
						...CARD_B,
						mediaFrom: 'url',
						fileUrl: FILE_URL,
						mediaOptions: { height },
						cardSuggestions: suggestion({ type: 'reply' }),
					},
				],
			},
		},
		{
			richCard: {
				carouselCard: {
					cardWidth: 'SMALL',
					cardContents: [
						{ title: 'A' },
						{
							title: 'B',
							media: media({ height }),
							suggestions: [{ reply: { text: 'Go', postbackData: 'go' } }],
						},
					],
				},
			},
		},
	]),
	[
		'medium carousel from JSON',
		'sendCarousel',
		{ specifyCards: 'json', cardsJson: '[{"title":"A"},{"title":"B"}]' },
		{
			richCard: {
				carouselCard: { cardWidth: 'MEDIUM', cardContents: [{ title: 'A' }, { title: 'B' }] },
			},
		},
	],
];

describe('what the form makes arrives as RBM writes it', () => {
	it.each(FORMS)('%s', async (_name, operation, parameters, content) => {
		expect(await send(operation, parameters)).toEqual(content);
	});
});

describe('the same as JSON arrives the same', () => {
	it.each(FORMS.map(([name, , , content]) => [name, content] as const))(
		'%s',
		async (_name, content) => {
			expect(await send('sendJson', { contentMessageJson: JSON.stringify(content) })).toEqual(
				content,
			);
		},
	);
});

it('takes every traffic type', async () => {
	for (const messageTrafficType of [
		'ACKNOWLEDGEMENT',
		'AUTHENTICATION',
		'PROMOTION',
		'SERVICEREQUEST',
		'TRANSACTION',
	]) {
		const node = rbmNode('rbm', {
			resource: 'message',
			operation: 'sendText',
			...TARGET,
			text: 'x',
			options: { messageTrafficType },
		});
		const { outputs } = await runNode(setup.package, await setup.credential(), node, [{}]);
		expect(outputs[0]![0]!.json).toMatchObject({ messageTrafficType });
	}
});

it.each([
	[
		'broken JSON',
		'sendJson',
		{ contentMessageJson: '{"text": ' },
		/^Content Message \(JSON\): is not valid JSON/,
	],
	[
		'JSON over a limit',
		'sendJson',
		{ contentMessageJson: { text: 'a'.repeat(3073) } },
		/^Text: is 3073/,
	],
	['one card', 'sendCarousel', { cards: { card: [CARD_A] } }, /^Cards: there are 1/],
	[
		'tall in small',
		'sendCarousel',
		{
			cardWidth: 'SMALL',
			cards: {
				card: [
					CARD_A,
					{ ...CARD_B, mediaFrom: 'url', fileUrl: FILE_URL, mediaOptions: { height: 'TALL' } },
				],
			},
		},
		/^Card 2, Media Height/,
	],
	[
		'too much in all',
		'sendCarousel',
		{
			specifyCards: 'json',
			cardsJson: Array.from({ length: 10 }, () => ({
				description: '€'.repeat(2000),
				suggestions: Array.from({ length: 4 }, () => ({
					reply: { text: 'x', postbackData: '€'.repeat(2048) },
				})),
			})),
		},
		/^Message: is \d+ bytes .* 256000/,
	],
] as Array<[string, string, INodeParameters, RegExp]>)(
	'%s is refused before anything is sent',
	async (_name, operation, parameters, message) => {
		await expect(send(operation, parameters)).rejects.toThrow(message);
		expect(
			((await setup.control('GET', '/state')) as EmulatorView).conversations.flatMap(
				({ entries }) => entries,
			),
		).toEqual([]);
	},
);
