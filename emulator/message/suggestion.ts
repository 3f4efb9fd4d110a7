import { z } from 'zod';

import { LIMITS } from '../../rbm/limits';
import { limited, oneOf, required, timestamp, uri } from './fields';

/** Google does not say whether empty postback data passes; only its absence is refused here. */
const label = { text: required(LIMITS.suggestionText), postbackData: limited(LIMITS.postbackData) };

const reply = z.strictObject(label);

const dialAction = z.strictObject({
	phoneNumber: z.string().regex(/^[+*#\d]+$/, { error: 'must be made of digits, +, * and #.' }),
});

/** Degrees; left out they are zero, as everywhere in proto3. */
function degrees(limit: number) {
	return z
		.number()
		.refine((value) => Math.abs(value) <= limit, {
			error: `must be between -${limit} and ${limit}.`,
		})
		.default(0);
}

const latLong = z.strictObject({ latitude: degrees(90), longitude: degrees(180) });

/** That coordinates and a query exclude each other follows the documentation's "or"; a guess. */
const viewLocationAction = z
	.strictObject({
		latLong: latLong.optional(),
		label: z.string().optional(),
		query: z.string().optional(),
	})
	.superRefine(oneOf('location', ['latLong', 'query']));

const createCalendarEventAction = z.strictObject({
	startTime: timestamp,
	endTime: timestamp,
	title: required(LIMITS.calendarTitle),
	description: limited(LIMITS.calendarDescription).optional(),
});

const openUrlAction = z.strictObject({
	url: uri(LIMITS.url),
	application: z.enum(['OPEN_URL_APPLICATION_UNSPECIFIED', 'BROWSER', 'WEBVIEW']).optional(),
	webviewViewMode: z.enum(['WEBVIEW_VIEW_MODE_UNSPECIFIED', 'FULL', 'HALF', 'TALL']).optional(),
	description: z.string().optional(),
});

/** Names of the fields of which an action has exactly one. The paused composeAction is unknown. */
export const ACTION_KINDS = [
	'dialAction',
	'viewLocationAction',
	'shareLocationAction',
	'createCalendarEventAction',
	'openUrlAction',
] as const;

const action = z
	.strictObject({
		...label,
		fallbackUrl: uri(LIMITS.url).optional(),
		dialAction: dialAction.optional(),
		viewLocationAction: viewLocationAction.optional(),
		shareLocationAction: z.strictObject({}).optional(),
		createCalendarEventAction: createCalendarEventAction.optional(),
		openUrlAction: openUrlAction.optional(),
	})
	.superRefine(oneOf('action', ACTION_KINDS));

/** Exactly one of a reply and an action (reference: Suggestion). */
export const suggestion = z
	.strictObject({ reply: reply.optional(), action: action.optional() })
	.superRefine(oneOf('option', ['reply', 'action']));
