import { ApiError } from '../../emulator/api/errors';
import { parseAgentEvent } from '../../emulator/message/agentEvent';
import { parseAgentMessage } from '../../emulator/message/agentMessage';
import { LIMITS } from '../../rbm/limits';

const NOW = Date.UTC(2026, 10, 20, 9);

/** The first violation, or nothing when the body passes. */
function violation(parse: () => unknown): { field?: string; description?: string } {
	try {
		parse();
		return {};
	} catch (error) {
		const { httpStatus, status, body } = error as ApiError;
		expect({ httpStatus, status }).toEqual({ httpStatus: 400, status: 'INVALID_ARGUMENT' });
		const [details] = body.error.details as Array<{ fieldViolations: object[] }>;
		return details!.fieldViolations[0]!;
	}
}

const message = (body: unknown) => violation(() => parseAgentMessage(body, NOW));
const content = (contentMessage: object) => message({ contentMessage });

const passes = (contentMessage: object) => expect(content(contentMessage)).toEqual({});
const fails = (contentMessage: object, field: string, description: RegExp | string = '') => {
	const found = content(contentMessage);
	expect(found.field).toBe(`agent_message.content_message${field}`);
	expect(found.description).toMatch(description);
};

const reply = (text = 'Yes', postbackData = 'yes') => ({ reply: { text, postbackData } });
const action = (fields: object) => ({ action: { text: 'Go', postbackData: 'go', ...fields } });
const withSuggestion = (suggestion: object) => ({ text: 'x', suggestions: [suggestion] });
const withAction = (fields: object) => withSuggestion(action(fields));
const media = (fields: object = {}) => ({
	height: 'MEDIUM',
	contentInfo: { fileUrl: 'https://example.com/a.jpg' },
	...fields,
});
const standalone = (cardContent: object, card: object = {}) => ({
	richCard: { standaloneCard: { cardContent, ...card } },
});
const carousel = (cardContents: object[], cardWidth = 'MEDIUM') => ({
	richCard: { carouselCard: { cardWidth, cardContents } },
});
const cards = (count: number, card: object = { title: 'A card' }) =>
	Array.from({ length: count }, () => card);

describe('content', () => {
	test('exactly one kind', () => {
		passes({ text: 'x' });
		passes({ contentInfo: { fileUrl: 'https://example.com/a.pdf' } });
		fails({}, '', /one of text, contentInfo, uploadedRbmFile, richCard must be set/);
		fails(
			{ text: 'x', contentInfo: { fileUrl: 'https://example.com/' } },
			'',
			"Invalid value at 'agent_message.content_message' (oneof), oneof field 'content' is already set. Cannot set 'contentInfo'",
		);
		expect(message({}).field).toBe('agent_message.content_message');
		expect(message(undefined).field).toBe('agent_message.content_message');
		expect(message([]).description).toBe("Invalid value at 'agent_message' (TYPE_MESSAGE), []");
		expect(message({ contentMessage: 'x' }).description).toContain('(TYPE_MESSAGE), "x"');
	});

	test('text has at most 3,072 characters, counted as code points', () => {
		passes({ text: 'x'.repeat(LIMITS.text) });
		passes({ text: '😀'.repeat(LIMITS.text) });
		fails({ text: 'x'.repeat(LIMITS.text + 1) }, '.text', /3072 characters, is 3073/);
		fails({ text: '' }, '.text', /empty/);
		fails(
			{ text: 5 },
			'.text',
			"Invalid value at 'agent_message.content_message.text' (TYPE_STRING), 5",
		);
	});

	test('files need a web address, or the name of an upload', () => {
		const file = (fields: object) => ({
			contentInfo: { fileUrl: 'https://example.com/a.jpg', ...fields },
		});
		passes(file({ thumbnailUrl: 'http://example.com/t.jpg', forceRefresh: true }));
		fails({ contentInfo: {} }, '.content_info.file_url', /Missing required/);
		fails(file({ fileUrl: '/a.jpg' }), '.content_info.file_url');
		fails(file({ thumbnailUrl: 'ftp://example.com/' }), '.content_info.thumbnail_url');
		fails(file({ forceRefresh: 'yes' }), '.content_info.force_refresh', /TYPE_BOOL/);
		passes({ uploadedRbmFile: { fileName: 'files/123', thumbnailName: 'files/456' } });
		fails({ uploadedRbmFile: {} }, '.uploaded_rbm_file.file_name', /Missing required/);
		fails({ uploadedRbmFile: { fileName: 1 } }, '.uploaded_rbm_file.file_name', /TYPE_STRING/);
	});
});

describe('unknown names', () => {
	test("are worded as Google's, at every depth", () => {
		const unknown = (name: string, at: string) =>
			`Invalid JSON payload received. Unknown name "${name}" at '${at}': Cannot find field.`;
		expect(message({ contentMessage: { text: 'x' }, nope: 1 })).toEqual({
			field: 'agent_message',
			description: unknown('nope', 'agent_message'),
		});
		expect(content({ text: 'x', Text: 1 }).description).toBe(
			unknown('Text', 'agent_message.content_message'),
		);
		expect(content(withAction({ dialAction: { phoneNumber: '1', x: 1 } })).description).toBe(
			unknown('x', 'agent_message.content_message.suggestions[0].action.dial_action'),
		);
		expect(content(standalone({ title: 'x', media: media({ alt: 1 }) })).description).toBe(
			unknown('alt', 'agent_message.content_message.rich_card.standalone_card.card_content.media'),
		);
		expect(content(withAction({ composeAction: {} })).description).toMatch(/composeAction/);
		expect(content({ fileName: 'files/1' }).description).toMatch(/"fileName"/);
	});

	test('all faults are listed, a line each', () => {
		try {
			parseAgentMessage({ contentMessage: { text: 'x', a: 1, b: 2 } }, NOW);
			throw new Error('passed');
		} catch (error) {
			expect((error as Error).message.split('\n')).toHaveLength(2);
		}
	});

	test('output-only fields are known, and dropped', () => {
		const { message: parsed } = parseAgentMessage(
			{ contentMessage: { text: 'x' }, name: 'x', sendTime: 'x', carrier: 'x' },
			NOW,
		);
		expect(parsed).toEqual({ contentMessage: { text: 'x' } });
	});
});

describe('suggestions', () => {
	test('11 under a message, 4 on a card', () => {
		const many = (count: number) => Array.from({ length: count }, () => reply());
		passes({ text: 'x', suggestions: many(11) });
		fails({ text: 'x', suggestions: many(12) }, '.suggestions', /more than 11 entries, has 12/);
		passes(standalone({ title: 'x', suggestions: many(4) }));
		fails(
			standalone({ title: 'x', suggestions: many(5) }),
			'.rich_card.standalone_card.card_content.suggestions',
			/more than 4 entries/,
		);
	});

	test('labels have 25, postback data 2,048 characters', () => {
		passes(withSuggestion(reply('é'.repeat(25), 'x'.repeat(2048))));
		passes(withSuggestion(reply('Yes', '')));
		fails(withSuggestion(reply('x'.repeat(26))), '.suggestions[0].reply.text', /25/);
		fails(withSuggestion(reply('')), '.suggestions[0].reply.text', /empty/);
		fails(
			withSuggestion(reply('Yes', 'x'.repeat(2049))),
			'.suggestions[0].reply.postback_data',
			/2048/,
		);
		fails(withSuggestion({ reply: { text: 'Yes' } }), '.suggestions[0].reply.postback_data');
		const dial = { dialAction: { phoneNumber: '1' } };
		passes(withAction({ ...dial, text: 'x'.repeat(25), postbackData: 'x'.repeat(2048) }));
		fails(withAction({ ...dial, text: 'x'.repeat(26) }), '.suggestions[0].action.text');
		fails(
			withAction({ ...dial, postbackData: 'x'.repeat(2049) }),
			'.suggestions[0].action.postback_data',
		);
	});

	test('exactly one of reply and action, and one action', () => {
		fails(withSuggestion({}), '.suggestions[0]', /one of reply, action/);
		fails(
			withSuggestion({ ...reply(), ...action({ shareLocationAction: {} }) }),
			'.suggestions[0]',
			/oneof/,
		);
		fails(withAction({}), '.suggestions[0].action', /one of dialAction/);
		fails(
			withAction({ shareLocationAction: {}, dialAction: { phoneNumber: '1' } }),
			'.suggestions[0].action',
			/oneof/,
		);
	});

	test('dial: digits, +, * and #', () => {
		passes(withAction({ dialAction: { phoneNumber: '+4915112345678' } }));
		passes(withAction({ dialAction: { phoneNumber: '*100#' } }));
		for (const phoneNumber of ['', '0151 123', 'tel:1']) {
			fails(
				withAction({ dialAction: { phoneNumber } }),
				'.suggestions[0].action.dial_action.phone_number',
			);
		}
	});

	test('view location: coordinates in bounds or a query', () => {
		const at = '.suggestions[0].action.view_location_action';
		const place = (latitude: number, longitude: number) =>
			withAction({ viewLocationAction: { latLong: { latitude, longitude }, label: 'Here' } });
		passes(place(90, 180));
		passes(place(-90, -180));
		passes(withAction({ viewLocationAction: { latLong: {} } }));
		passes(withAction({ viewLocationAction: { query: 'coffee' } }));
		fails(place(90.1, 0), `${at}.lat_long.latitude`);
		fails(place(0, -180.1), `${at}.lat_long.longitude`);
		fails(withAction({ viewLocationAction: {} }), at);
		fails(withAction({ viewLocationAction: { latLong: {}, query: 'x' } }), at);
	});

	test('share location: an empty object', () => {
		passes(withAction({ shareLocationAction: {} }));
		fails(
			withAction({ shareLocationAction: { x: 1 } }),
			'.suggestions[0].action.share_location_action',
		);
	});

	test('calendar: title 100, description 500 characters, times with offset', () => {
		const at = '.suggestions[0].action.create_calendar_event_action';
		const event = (fields: object) =>
			withAction({
				createCalendarEventAction: {
					title: 'x',
					startTime: '2026-12-01T10:00:00Z',
					endTime: '2026-12-01T12:00:00+01:00',
					...fields,
				},
			});
		passes(event({ title: 'x'.repeat(100), description: 'x'.repeat(500) }));
		fails(event({ title: 'x'.repeat(101) }), `${at}.title`);
		fails(event({ title: undefined }), `${at}.title`, /Missing/);
		fails(event({ description: 'x'.repeat(501) }), `${at}.description`);
		fails(event({ startTime: '2026-12-01 10:00' }), `${at}.start_time`, /Timestamp/);
		fails(event({ endTime: undefined }), `${at}.end_time`);
	});

	test('open URL: 2,048 characters, known enums', () => {
		const at = '.suggestions[0].action.open_url_action';
		const open = (fields: object) =>
			withAction({ openUrlAction: { url: 'https://example.com/', ...fields } });
		const long = (length: number) => 'https://example.com/'.padEnd(length, 'x');
		passes(open({ application: 'WEBVIEW', webviewViewMode: 'HALF', description: 'x' }));
		passes(open({ url: long(2048) }));
		fails(open({ url: long(2049) }), `${at}.url`, /2048/);
		fails(open({ url: 'example.com' }), `${at}.url`, /URI/);
		fails(open({ application: 'CHROME' }), `${at}.application`, '(TYPE_ENUM), "CHROME"');
		fails(open({ webviewViewMode: 'FULLSCREEN' }), `${at}.webview_view_mode`);
	});

	test('fallback URL: 2,048 characters, on actions only', () => {
		const fallbackUrl = 'https://example.com/'.padEnd(2048, 'x');
		const share = { shareLocationAction: {} };
		passes(withAction({ ...share, fallbackUrl }));
		fails(
			withAction({ ...share, fallbackUrl: `${fallbackUrl}x` }),
			'.suggestions[0].action.fallback_url',
		);
		fails(
			withSuggestion({ reply: { ...reply().reply, fallbackUrl } }),
			'.suggestions[0].reply',
			/Unknown name "fallbackUrl"/,
		);
	});
});

describe('rich cards', () => {
	const card = '.rich_card.standalone_card.card_content';

	test('exactly one form', () => {
		fails({ richCard: {} }, '.rich_card', /one of standaloneCard, carouselCard/);
		fails(
			{ richCard: { ...standalone({ title: 'x' }).richCard, ...carousel(cards(2)).richCard } },
			'.rich_card',
			/oneof/,
		);
		fails({ richCard: { standaloneCard: {} } }, card, /Missing/);
	});

	test('a card has a title, a description or media', () => {
		passes(standalone({ title: 'x' }));
		passes(standalone({ description: 'x' }));
		passes(standalone({ media: media() }));
		fails(standalone({ suggestions: [reply()] }), card, /title, a description or media/);
	});

	test('title 200, description 2,000 characters', () => {
		passes(standalone({ title: 'x'.repeat(200), description: 'x'.repeat(2000) }));
		fails(standalone({ title: 'x'.repeat(201) }), `${card}.title`);
		fails(standalone({ description: 'x'.repeat(2001) }), `${card}.description`);
	});

	test('orientation, alignment, width and height are enums', () => {
		passes(
			standalone(
				{ media: media({ height: 'TALL', contentDescription: 'A tree' }) },
				{ cardOrientation: 'HORIZONTAL', thumbnailImageAlignment: 'LEFT' },
			),
		);
		const at = '.rich_card.standalone_card';
		fails(standalone({ title: 'x' }, { cardOrientation: 'DIAGONAL' }), `${at}.card_orientation`);
		fails(
			standalone({ title: 'x' }, { thumbnailImageAlignment: 'TOP' }),
			`${at}.thumbnail_image_alignment`,
		);
		fails(standalone({ media: media({ height: 'HUGE' }) }), `${card}.media.height`);
		fails(carousel(cards(2), 'LARGE'), '.rich_card.carousel_card.card_width');
	});

	test('media is one file', () => {
		fails(standalone({ media: { height: 'TALL' } }), `${card}.media`, /one of contentInfo/);
		passes(standalone({ media: { uploadedRbmFile: { fileName: 'files/1' } } }));
		fails(
			standalone({ media: media({ uploadedRbmFile: { fileName: 'files/1' } }) }),
			`${card}.media`,
		);
	});

	test('a carousel has 2 to 10 cards', () => {
		const at = '.rich_card.carousel_card.card_contents';
		passes(carousel(cards(2)));
		passes(carousel(cards(10)));
		fails(carousel(cards(1)), at, /at least 2 entries, has 1/);
		fails(carousel(cards(11)), at, /more than 10 entries, has 11/);
	});

	test('no tall media in a small carousel', () => {
		const tall = { media: media({ height: 'TALL' }) };
		passes(carousel(cards(2, tall), 'MEDIUM'));
		passes(carousel(cards(2, { media: media() }), 'SMALL'));
		fails(
			carousel([{ title: 'x' }, tall], 'SMALL'),
			'.rich_card.carousel_card.card_contents[1].media.height',
			/TALL/,
		);
	});
});

describe('the message around the content', () => {
	const text = { contentMessage: { text: 'x' } };
	const expiry = (fields: object) => parseAgentMessage({ ...text, ...fields }, NOW).expiresAt;
	const LONGEST = LIMITS.expirySeconds;

	test('ttl and expireTime: at most 15 days, at most one of them', () => {
		expect(expiry({})).toBeUndefined();
		expect(expiry({ ttl: '600s' })).toBe(NOW + 600_000);
		expect(expiry({ ttl: '0.5s' })).toBe(NOW + 500);
		expect(expiry({ ttl: `${LONGEST}s` })).toBe(NOW + LONGEST * 1000);
		expect(expiry({ expireTime: '2026-11-20T10:00:01+01:00' })).toBe(NOW + 1000);
		const last = new Date(NOW + LONGEST * 1000).toISOString();
		expect(expiry({ expireTime: last })).toBe(NOW + LONGEST * 1000);

		const at = (fields: object) => message({ ...text, ...fields }).field;
		expect(at({ ttl: `${LONGEST + 1}s` })).toBe('agent_message.ttl');
		expect(at({ ttl: `${LONGEST}.000000001s` })).toBe('agent_message.ttl');
		expect(at({ ttl: '0s' })).toBe('agent_message.ttl');
		expect(at({ ttl: '-1s' })).toBe('agent_message.ttl');
		expect(at({ ttl: '10m' })).toBe('agent_message.ttl');
		expect(at({ ttl: 600 })).toBe('agent_message.ttl');
		expect(at({ ttl: '1.0000000001s' })).toBe('agent_message.ttl');
		const late = new Date(NOW + LONGEST * 1000 + 1).toISOString();
		expect(at({ expireTime: late })).toBe('agent_message.expire_time');
		expect(at({ expireTime: new Date(NOW).toISOString() })).toBe('agent_message.expire_time');
		expect(at({ expireTime: '2026-11-21T10:00:00' })).toBe('agent_message.expire_time');
		expect(at({ ttl: '1s', expireTime: last })).toBe('agent_message');
	});

	test('traffic types are an enum, its zero value is the same as none', () => {
		const type = (messageTrafficType: unknown) =>
			parseAgentMessage({ ...text, messageTrafficType }, NOW).message.messageTrafficType;
		expect(type('AUTHENTICATION')).toBe('AUTHENTICATION');
		expect(type('MESSAGE_TRAFFIC_TYPE_UNSPECIFIED')).toBeUndefined();
		expect(message({ ...text, messageTrafficType: 'SPAM' })).toEqual({
			field: 'agent_message.message_traffic_type',
			description: `Invalid value at 'agent_message.message_traffic_type' (TYPE_ENUM), "SPAM"`,
		});
	});

	test('250 KB as JSON', () => {
		const url = 'https://example.com/';
		const chips = Array.from({ length: 4 }, () =>
			action({
				fallbackUrl: url.padEnd(2048, 'x'),
				postbackData: 'x'.repeat(2048),
				openUrlAction: { url: url.padEnd(2048, 'x') },
			}),
		);
		const fill = (size: number) => {
			const body = {
				contentMessage: carousel(cards(10, { title: 'x', suggestions: chips })),
				name: '',
			};
			body.name = 'x'.repeat(size - Buffer.byteLength(JSON.stringify(body)));
			return body;
		};
		expect(message(fill(LIMITS.messageBytes))).toEqual({});
		expect(message(fill(LIMITS.messageBytes + 1))).toEqual({
			field: 'agent_message',
			description: expect.stringContaining('256000 bytes, is 256001'),
		});
	});
});

test('agent events: a known type, and a message for READ', () => {
	const at = (body: unknown) => violation(() => parseAgentEvent(body)).field;
	expect(parseAgentEvent({ eventType: 'IS_TYPING' })).toEqual({ eventType: 'IS_TYPING' });
	expect(parseAgentEvent({ eventType: 'READ', messageId: 'Mx1' })).toEqual({
		eventType: 'READ',
		messageId: 'Mx1',
	});
	expect(at({})).toBe('agent_event.event_type');
	expect(at({ eventType: 'TYPE_UNSPECIFIED' })).toBe('agent_event.event_type');
	expect(at({ eventType: 'DELIVERED' })).toBe('agent_event.event_type');
	expect(at({ eventType: 'READ' })).toBe('agent_event.message_id');
	expect(at({ eventType: 'READ', messageId: 'x', nope: 1 })).toBe('agent_event');
});
