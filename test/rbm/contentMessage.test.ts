import { checkContentMessage } from '../../rbm/content/contentMessage';
import { RbmInputError } from '../../rbm/inputError';

const a = (count: number) => 'a'.repeat(count);
const url = (length: number) => 'https://example.com/'.padEnd(length, 'x');
const many = <T>(count: number, thing: T): T[] => Array.from({ length: count }, () => thing);

const withSuggestion = (suggestion: unknown) => ({ text: 'x', suggestions: [suggestion] });
const reply = (text: string, postbackData?: string) =>
	withSuggestion({ reply: { text, postbackData } });
const action = (fields: object) =>
	withSuggestion({ action: { text: 'Go', postbackData: 'go', ...fields } });
const calendar = (change: object) =>
	action({
		createCalendarEventAction: {
			startTime: '2026-12-24T18:00:00Z',
			endTime: '2026-12-24T19:00:00+01:00',
			title: 'Dinner',
			...change,
		},
	});
const card = (cardContent: object) => ({ richCard: { standaloneCard: { cardContent } } });
const carousel = (cardContents: unknown[], cardWidth?: string) => ({
	richCard: { carouselCard: { cardWidth, cardContents } },
});
const CARD = { title: 'x' };
const media = (height: string) => ({ height, contentInfo: { fileUrl: url(30) } });
const place = (latitude: number, longitude: number) =>
	action({ viewLocationAction: { latLong: { latitude, longitude } } });

describe('the value at a limit passes, one past it names field and limit', () => {
	it.each<[string, unknown, unknown, RegExp]>([
		['text', { text: a(3072) }, { text: a(3073) }, /^Text: is 3073 .* 3072$/],
		[
			'suggestions of a message',
			{ text: 'x', suggestions: many(11, 'Yes') },
			{ text: 'x', suggestions: many(12, 'Yes') },
			/^Suggestions: there are 12, the limit is 11$/,
		],
		['label', reply(a(25)), reply(a(26)), /^Suggestion 1, Label: is 26 .* 25$/],
		[
			'label in emoji',
			reply('🎉'.repeat(25)),
			reply('🎉'.repeat(26)),
			/^Suggestion 1, Label: is 26 .* 25$/,
		],
		[
			'postback data of a reply',
			reply('x', a(2048)),
			reply('x', a(2049)),
			/^Suggestion 1, Postback Data: .* 2048$/,
		],
		[
			'postback data of an action',
			action({ shareLocationAction: {}, postbackData: a(2048) }),
			action({ shareLocationAction: {}, postbackData: a(2049) }),
			/^Suggestion 1, Postback Data: .* 2048$/,
		],
		[
			'label of an action',
			action({ shareLocationAction: {}, text: a(25) }),
			action({ shareLocationAction: {}, text: a(26) }),
			/^Suggestion 1, Label: .* 25$/,
		],
		[
			'fallback URL',
			action({ shareLocationAction: {}, fallbackUrl: url(2048) }),
			action({ shareLocationAction: {}, fallbackUrl: url(2049) }),
			/^Suggestion 1, Fallback URL: .* 2048$/,
		],
		[
			'URL',
			action({ openUrlAction: { url: url(2048) } }),
			action({ openUrlAction: { url: url(2049) } }),
			/^Suggestion 1, URL: .* 2048$/,
		],
		['latitude', place(90, 0), place(90.01, 0), /^Suggestion 1, Latitude: /],
		['southern latitude', place(-90, 0), place(-90.01, 0), /^Suggestion 1, Latitude: /],
		['longitude', place(0, 180), place(0, 180.01), /^Suggestion 1, Longitude: /],
		['western longitude', place(0, -180), place(0, -180.01), /^Suggestion 1, Longitude: /],
		[
			'title of a calendar event',
			calendar({ title: a(100) }),
			calendar({ title: a(101) }),
			/^Suggestion 1, Event Title: .* 100$/,
		],
		[
			'description of a calendar event',
			calendar({ description: a(500) }),
			calendar({ description: a(501) }),
			/^Suggestion 1, Event Description: .* 500$/,
		],
		['title of a card', card({ title: a(200) }), card({ title: a(201) }), /^Title: .* 200$/],
		[
			'description of a card',
			card({ description: a(2000) }),
			card({ description: a(2001) }),
			/^Description: .* 2000$/,
		],
		[
			'suggestions of a card',
			card({ ...CARD, suggestions: many(4, 'Yes') }),
			card({ ...CARD, suggestions: many(5, 'Yes') }),
			/^Card Suggestions: there are 5, the limit is 4$/,
		],
		[
			'fewest cards',
			carousel(many(2, CARD)),
			carousel(many(1, CARD)),
			/^Cards: there are 1, .* 2 to 10$/,
		],
		[
			'most cards',
			carousel(many(10, CARD)),
			carousel(many(11, CARD)),
			/^Cards: there are 11, .* 2 to 10$/,
		],
		[
			'suggestions of a card in a carousel',
			carousel([CARD, { ...CARD, suggestions: many(4, 'Yes') }]),
			carousel([CARD, { ...CARD, suggestions: many(5, 'Yes') }]),
			/^Card 2, Suggestions: there are 5, the limit is 4$/,
		],
		[
			'tall media in a small carousel',
			carousel([CARD, { media: media('TALL') }], 'MEDIUM'),
			carousel([CARD, { media: media('TALL') }], 'SMALL'),
			/^Card 2, Media Height: cannot be tall/,
		],
	])('%s', (_name, atLimit, pastLimit, message) => {
		expect(() => checkContentMessage(atLimit)).not.toThrow();
		expect(() => checkContentMessage(pastLimit)).toThrow(RbmInputError);
		expect(() => checkContentMessage(pastLimit)).toThrow(message);
	});
});

describe('what RBM would not understand is named', () => {
	it.each<[string, unknown, RegExp]>([
		['no content', {}, /^Message: has no content$/],
		['two contents', { text: 'x', richCard: {} }, /^Message: has text and richCard at once$/],
		[
			'an unknown field',
			{ text: 'x', fileName: 'files/x' },
			/^Message: has the unknown field "fileName"$/,
		],
		['no object', 'x', /^Message: is not an object$/],
		['a list', [], /^Message: is not an object$/],
		['blank text', { text: ' \n' }, /^Text: is empty$/],
		['text that is an object', { text: {} }, /^Text: is not a text$/],
		[
			'suggestions that are no list',
			{ text: 'x', suggestions: { reply: {} } },
			/^Suggestions: is not a list$/,
		],
		['an empty suggestion', withSuggestion({}), /^Suggestion 1: has no content$/],
		[
			'reply and action',
			withSuggestion({ reply: {}, action: {} }),
			/^Suggestion 1: has reply and action/,
		],
		['no label', reply('  '), /^Suggestion 1, Label: is empty$/],
		['an action without a kind', action({}), /^Suggestion 1: has no content$/],
		[
			'two kinds of action',
			action({ shareLocationAction: {}, dialAction: {} }),
			/^Suggestion 1: has dialAction and shareLocationAction/,
		],
		[
			'a paused action',
			action({ composeAction: {} }),
			/^Suggestion 1: has the unknown field "composeAction"$/,
		],
		[
			'a share location that is not empty',
			action({ shareLocationAction: { x: 1 } }),
			/unknown field "x"/,
		],
		[
			'letters to dial',
			action({ dialAction: { phoneNumber: 'call me' } }),
			/^Suggestion 1, Phone Number: cannot be dialled$/,
		],
		[
			'a URL without scheme',
			action({ openUrlAction: { url: 'example.com' } }),
			/^Suggestion 1, URL: "example.com" is not a web address$/,
		],
		[
			'a script URL',
			action({ openUrlAction: { url: 'javascript:alert(1)' } }),
			/^Suggestion 1, URL: /,
		],
		[
			'an unknown application',
			action({ openUrlAction: { url: url(30), application: 'EMAIL' } }),
			/^Suggestion 1, Open In: "EMAIL" is not/,
		],
		[
			'place and query',
			action({ viewLocationAction: { latLong: {}, query: 'x' } }),
			/^Suggestion 1: has latLong and query/,
		],
		[
			'half a place',
			action({ viewLocationAction: { latLong: { latitude: 1 } } }),
			/^Suggestion 1, Longitude: /,
		],
		[
			'a calendar event without offset',
			calendar({ startTime: '2026-12-24T18:00:00' }),
			/^Suggestion 1, Start: .* is not a date and time$/,
		],
		[
			'a calendar event without title',
			calendar({ title: '' }),
			/^Suggestion 1, Event Title: is empty$/,
		],
		['an empty card', card({}), /^Card: has neither title, description nor media$/],
		['an empty card in a carousel', carousel([CARD, {}]), /^Card 2: has neither/],
		[
			'standalone and carousel',
			{ richCard: { standaloneCard: {}, carouselCard: {} } },
			/^Rich Card: has standaloneCard and carouselCard/,
		],
		[
			'media of two kinds',
			card({ media: { contentInfo: {}, uploadedRbmFile: {} } }),
			/^Media: has contentInfo and uploadedRbmFile/,
		],
		['an unknown height', card({ media: media('HUGE') }), /^Media Height: "HUGE" is not/],
		[
			'an unknown orientation',
			{ richCard: { standaloneCard: { cardOrientation: 'DIAGONAL', cardContent: CARD } } },
			/^Orientation: /,
		],
		['an unknown width', carousel(many(2, CARD), 'LARGE'), /^Card Width: /],
		[
			'a file name that is none',
			{ uploadedRbmFile: { fileName: 'picture.jpg' } },
			/^File Name: "picture.jpg" is not/,
		],
		['a file URL that is none', { contentInfo: { fileUrl: 'picture.jpg' } }, /^File URL: /],
		[
			'a refresh that is no boolean',
			{ contentInfo: { fileUrl: url(30), forceRefresh: 'yes' } },
			/^Force Refresh: /,
		],
	])('%s', (_name, content, message) => {
		expect(() => checkContentMessage(content)).toThrow(RbmInputError);
		expect(() => checkContentMessage(content)).toThrow(message);
	});
});

it('gives a reply its label as postback data, and takes a text for a reply', () => {
	expect(
		checkContentMessage({ text: 'x', suggestions: [' Yes ', { reply: { text: 'No' } }] }),
	).toEqual({
		text: 'x',
		suggestions: [
			{ reply: { text: 'Yes', postbackData: 'Yes' } },
			{ reply: { text: 'No', postbackData: 'No' } },
		],
	});
});

it('sends nothing that was left empty', () => {
	expect(
		checkContentMessage({
			contentInfo: { fileUrl: url(30), thumbnailUrl: '', forceRefresh: false },
			suggestions: [],
		}),
	).toEqual({ contentInfo: { fileUrl: url(30) } });
});
