import { RbmInputError } from '../inputError';
import { LIMITS } from '../limits';
import type { SuggestedAction, Suggestion } from '../types';
import {
	exactlyOne,
	given,
	listAt,
	numberBetween,
	objectAt,
	optionalChoice,
	optionalText,
	requiredText,
	webUrl,
	type Fields,
} from './check';
import { present } from '../present';

const ACTIONS = [
	'dialAction',
	'viewLocationAction',
	'shareLocationAction',
	'createCalendarEventAction',
	'openUrlAction',
] as const;

/** RBM states no limit; this only keeps nonsense out. */
const ANY_TEXT = 2048;

function dialAction(name: string, value: unknown): SuggestedAction['dialAction'] {
	const { phoneNumber } = objectAt(name, value, ['phoneNumber']);
	const field = `${name}, Phone Number`;
	const dialled = requiredText(field, phoneNumber, ANY_TEXT).replace(/[\s\-()/.]/g, '');
	if (/^[+*#\d]+$/.test(dialled)) return { phoneNumber: dialled };
	throw new RbmInputError(
		field,
		'cannot be dialled',
		'Use digits, +, * and # only, like +4930123456 or *100#.',
	);
}

function viewLocationAction(name: string, value: unknown): SuggestedAction['viewLocationAction'] {
	const fields = objectAt(name, value, ['latLong', 'label', 'query']);
	if (
		exactlyOne(name, { latLong: fields.latLong, query: given(fields.query) }, [
			'latLong',
			'query',
		]) === 'query'
	) {
		return { query: requiredText(`${name}, Query`, fields.query, ANY_TEXT) };
	}
	const latLong = objectAt(`${name}, Coordinates`, fields.latLong, ['latitude', 'longitude']);
	const label = optionalText(`${name}, Label on Map`, fields.label, ANY_TEXT);
	return present({
		latLong: {
			latitude: numberBetween(`${name}, Latitude`, latLong.latitude, -90, 90),
			longitude: numberBetween(`${name}, Longitude`, latLong.longitude, -180, 180),
		},
		label,
	});
}

function time(field: string, value: unknown): string {
	const text = requiredText(field, value, ANY_TEXT);
	const moment = Date.parse(text);
	// RFC 3339 has an offset; without one it would mean another time on another machine.
	if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/i.test(text) && !Number.isNaN(moment)) {
		return new Date(moment).toISOString();
	}
	throw new RbmInputError(
		field,
		`"${text.slice(0, 40)}" is not a date and time`,
		'Use a time like 2026-12-24T18:00:00+01:00.',
	);
}

function createCalendarEventAction(
	name: string,
	value: unknown,
): SuggestedAction['createCalendarEventAction'] {
	const fields = objectAt(name, value, ['startTime', 'endTime', 'title', 'description']);
	return present({
		startTime: time(`${name}, Start`, fields.startTime),
		endTime: time(`${name}, End`, fields.endTime),
		title: requiredText(`${name}, Event Title`, fields.title, LIMITS.calendarTitle),
		description: optionalText(
			`${name}, Event Description`,
			fields.description,
			LIMITS.calendarDescription,
		),
	});
}

function openUrlAction(name: string, value: unknown): SuggestedAction['openUrlAction'] {
	const known = ['url', 'application', 'webviewViewMode', 'description'];
	const fields = objectAt(name, value, known);
	const application = optionalChoice(`${name}, Open In`, fields.application, [
		'OPEN_URL_APPLICATION_UNSPECIFIED',
		'BROWSER',
		'WEBVIEW',
	]);
	return present({
		url: webUrl(`${name}, URL`, fields.url),
		application,
		webviewViewMode: optionalChoice(`${name}, Webview Size`, fields.webviewViewMode, [
			'WEBVIEW_VIEW_MODE_UNSPECIFIED',
			'FULL',
			'HALF',
			'TALL',
		]),
		description: optionalText(`${name}, Description`, fields.description, ANY_TEXT),
	});
}

/** Label and postback data; data left empty is the label, so that a tap says what was tapped. */
function labelled(name: string, fields: Fields): { text: string; postbackData: string } {
	const text = requiredText(`${name}, Label`, fields.text, LIMITS.suggestionText).trim();
	const data = optionalText(`${name}, Postback Data`, fields.postbackData, LIMITS.postbackData);
	return { text, postbackData: data ?? text };
}

/** An object that must be there, and be empty. */
function empty(name: string, value: unknown): Record<string, never> {
	objectAt(name, value, []);
	return {};
}

function action(name: string, value: unknown): SuggestedAction {
	const fields = objectAt(name, value, ['text', 'postbackData', 'fallbackUrl', ...ACTIONS]);
	const kind = exactlyOne(name, fields, ACTIONS);
	const fallbackUrl = given(fields.fallbackUrl);
	const content = fields[kind];
	return present({
		...labelled(name, fields),
		fallbackUrl:
			fallbackUrl === undefined ? undefined : webUrl(`${name}, Fallback URL`, fallbackUrl),
		dialAction: kind === 'dialAction' ? dialAction(name, content) : undefined,
		viewLocationAction:
			kind === 'viewLocationAction' ? viewLocationAction(name, content) : undefined,
		shareLocationAction: kind === 'shareLocationAction' ? empty(name, content) : undefined,
		createCalendarEventAction:
			kind === 'createCalendarEventAction' ? createCalendarEventAction(name, content) : undefined,
		openUrlAction: kind === 'openUrlAction' ? openUrlAction(name, content) : undefined,
	});
}

function suggestion(name: string, value: unknown): Suggestion {
	// A plain text is the shortest way to write a reply.
	if (typeof value === 'string') return { reply: labelled(name, { text: value }) };
	const fields = objectAt(name, value, ['reply', 'action']);
	return exactlyOne(name, fields, ['reply', 'action']) === 'reply'
		? { reply: labelled(name, objectAt(name, fields.reply, ['text', 'postbackData'])) }
		: { action: action(name, fields.action) };
}

/**
 * Suggestions as RBM wants them: exactly one of `reply` and `action` each, texts for replies being
 * enough. Nothing for an empty list.
 *
 * @param prefix put before "Suggestion 3" in errors, like "Card 2, "
 * @param limit 11 under a message, 4 on a card
 * @throws RbmInputError naming suggestion, field and limit
 */
export function checkSuggestions(
	value: unknown,
	limit: number,
	prefix = '',
): Suggestion[] | undefined {
	if (given(value) === undefined) return undefined;
	const list = listAt(`${prefix}Suggestions`, value);
	if (list.length > limit) {
		throw new RbmInputError(
			`${prefix}Suggestions`,
			`there are ${list.length}, the limit is ${limit}`,
			`Remove ${list.length - limit}.`,
		);
	}
	if (list.length === 0) return undefined;
	return list.map((each, index) => suggestion(`${prefix}Suggestion ${index + 1}`, each));
}
