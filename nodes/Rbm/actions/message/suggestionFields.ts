import type { INodeProperties } from 'n8n-workflow';

import { RbmInputError } from '../../../../rbm/inputError';
import { parseJson } from '../json';
import type { BuildContext } from '../operation';

/** What one row of the suggestions form holds. */
interface SuggestionRow {
	type?: string;
	text?: unknown;
	postbackData?: unknown;
	phoneNumber?: unknown;
	url?: unknown;
	application?: unknown;
	webviewViewMode?: unknown;
	urlDescription?: unknown;
	locationBy?: unknown;
	latitude?: unknown;
	longitude?: unknown;
	mapLabel?: unknown;
	query?: unknown;
	title?: unknown;
	description?: unknown;
	startTime?: unknown;
	endTime?: unknown;
	fallbackUrl?: unknown;
}

const showFor = (...types: string[]) => ({ show: { type: types } });

const rowFields: INodeProperties[] = [
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		default: 'reply',
		options: [
			{ name: 'Create Calendar Event', value: 'createCalendarEvent' },
			{ name: 'Dial Number', value: 'dial' },
			{ name: 'Open URL', value: 'openUrl' },
			{ name: 'Reply', value: 'reply' },
			{ name: 'Share Location', value: 'shareLocation' },
			{ name: 'View Location', value: 'viewLocation' },
		],
		description: 'What a tap does',
	},
	{
		displayName: 'Label',
		name: 'text',
		type: 'string',
		default: '',
		placeholder: 'e.g. Yes, please',
		description: 'What the person taps, up to 25 characters',
	},
	{
		displayName: 'Phone Number',
		name: 'phoneNumber',
		type: 'string',
		default: '',
		placeholder: 'e.g. +4930123456',
		displayOptions: showFor('dial'),
		description: 'Number to dial: digits, +, * and #',
	},
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/track/42',
		displayOptions: showFor('openUrl'),
		description:
			'The complete address, not shortened: phones show it, and the app icon of its owner',
	},
	{
		displayName: 'Open In',
		name: 'application',
		type: 'options',
		default: 'BROWSER',
		options: [
			{ name: 'Browser', value: 'BROWSER' },
			{ name: 'Webview', value: 'WEBVIEW', description: 'Inside the messages app, where it can' },
		],
		displayOptions: showFor('openUrl'),
	},
	{
		displayName: 'Webview Size',
		name: 'webviewViewMode',
		type: 'options',
		default: 'FULL',
		options: [
			{ name: 'Full Screen', value: 'FULL' },
			{ name: 'Half', value: 'HALF' },
			{ name: 'Three Quarters', value: 'TALL' },
		],
		displayOptions: { show: { type: ['openUrl'], application: ['WEBVIEW'] } },
	},
	{
		displayName: 'Webview Description',
		name: 'urlDescription',
		type: 'string',
		default: '',
		placeholder: 'e.g. Map with your parcel',
		displayOptions: { show: { type: ['openUrl'], application: ['WEBVIEW'] } },
		description: 'What screen readers say about it',
	},
	{
		displayName: 'Location By',
		name: 'locationBy',
		type: 'options',
		default: 'coordinates',
		options: [
			{ name: 'Coordinates', value: 'coordinates' },
			{ name: 'Search Text', value: 'query', description: 'Google Messages only' },
		],
		displayOptions: showFor('viewLocation'),
	},
	{
		displayName: 'Latitude',
		name: 'latitude',
		type: 'number',
		default: 0,
		displayOptions: { show: { type: ['viewLocation'], locationBy: ['coordinates'] } },
	},
	{
		displayName: 'Longitude',
		name: 'longitude',
		type: 'number',
		default: 0,
		displayOptions: { show: { type: ['viewLocation'], locationBy: ['coordinates'] } },
	},
	{
		displayName: 'Label on Map',
		name: 'mapLabel',
		type: 'string',
		default: '',
		placeholder: 'e.g. Acme, Main Street 1',
		displayOptions: { show: { type: ['viewLocation'], locationBy: ['coordinates'] } },
	},
	{
		displayName: 'Search Text',
		name: 'query',
		type: 'string',
		default: '',
		placeholder: 'e.g. Acme store near Berlin',
		displayOptions: { show: { type: ['viewLocation'], locationBy: ['query'] } },
	},
	{
		displayName: 'Event Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Your appointment at Acme',
		displayOptions: showFor('createCalendarEvent'),
		description: 'Up to 100 characters',
	},
	{
		displayName: 'Event Description',
		name: 'description',
		type: 'string',
		default: '',
		displayOptions: showFor('createCalendarEvent'),
		description: 'Up to 500 characters',
	},
	{
		displayName: 'Start',
		name: 'startTime',
		type: 'dateTime',
		default: '',
		displayOptions: showFor('createCalendarEvent'),
		description: "In the workflow's time zone unless the value has its own",
	},
	{
		displayName: 'End',
		name: 'endTime',
		type: 'dateTime',
		default: '',
		displayOptions: showFor('createCalendarEvent'),
	},
	{
		displayName: 'Postback Data',
		name: 'postbackData',
		type: 'string',
		default: '',
		placeholder: 'e.g. order:42:yes',
		description:
			'What the trigger receives on a tap, up to 2,048 characters. Empty means the label.',
	},
	{
		displayName: 'Fallback URL',
		name: 'fallbackUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/help',
		displayOptions: showFor(
			'createCalendarEvent',
			'dial',
			'openUrl',
			'shareLocation',
			'viewLocation',
		),
		description: 'Opened where a phone cannot do this',
	},
];

/** The list of suggestions as a form; `description` tells where they appear. */
export function suggestionsForm(description: string): INodeProperties {
	return {
		displayName: 'Suggestions',
		name: 'suggestions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Suggestion',
		default: {},
		description,
		options: [{ displayName: 'Suggestion', name: 'suggestion', values: rowFields }],
	};
}

/** Suggestions under a message: as a form, or as JSON from earlier nodes. */
export const suggestionFields: INodeProperties[] = [
	{
		displayName: 'Specify Suggestions',
		name: 'specifySuggestions',
		type: 'options',
		default: 'fields',
		options: [
			{ name: 'Using Fields Below', value: 'fields' },
			{ name: 'Using JSON', value: 'json' },
		],
	},
	{
		...suggestionsForm(
			'Up to 11 chips under the message, the most important first. Phones show them only while this is the last message of the conversation.',
		),
		displayOptions: { show: { specifySuggestions: ['fields'] } },
	},
	{
		displayName: 'Suggestions (JSON)',
		name: 'suggestionsJson',
		type: 'json',
		default: '["Yes", "No"]',
		displayOptions: { show: { specifySuggestions: ['json'] } },
		description:
			'A list of RBM suggestions, { "reply": … } or { "action": … }. A plain text is a reply.',
	},
];

/** A time of the form with its offset, or as it is when it is none; the check then names it. */
function timeOf(value: unknown, toMillis: BuildContext['toMillis']): unknown {
	const moment = toMillis(value);
	return Number.isNaN(moment) ? String(value ?? '') : new Date(moment).toISOString();
}

/** The part of an action that its type decides. */
function actionOf(row: SuggestionRow, toMillis: BuildContext['toMillis']): object {
	switch (row.type) {
		case 'dial':
			return { dialAction: { phoneNumber: row.phoneNumber } };
		case 'openUrl': {
			const { url, application, webviewViewMode, urlDescription } = row;
			const webview = { webviewViewMode, description: urlDescription };
			return { openUrlAction: { url, application, ...(application === 'WEBVIEW' && webview) } };
		}
		case 'viewLocation': {
			const { latitude, longitude, mapLabel, query } = row;
			return row.locationBy === 'query'
				? { viewLocationAction: { query } }
				: { viewLocationAction: { latLong: { latitude, longitude }, label: mapLabel } };
		}
		case 'shareLocation':
			return { shareLocationAction: {} };
		case 'createCalendarEvent':
			return {
				createCalendarEventAction: {
					startTime: timeOf(row.startTime, toMillis),
					endTime: timeOf(row.endTime, toMillis),
					title: row.title,
					description: row.description,
				},
			};
		default:
			throw new RbmInputError(
				'Suggestions',
				`there is no type "${String(row.type).slice(0, 40)}"`,
				'Choose a type from the list.',
			);
	}
}

/** The rows of a suggestions form as RBM's suggestions; checking them is up to who takes them. */
export function suggestionsOf(form: unknown, toMillis: BuildContext['toMillis']): object[] {
	const { suggestion = [] } = (form ?? {}) as { suggestion?: SuggestionRow[] };
	return suggestion.map((row) => {
		const { type = 'reply', text, postbackData, fallbackUrl } = row;
		return type === 'reply'
			? { reply: { text, postbackData } }
			: { action: { text, postbackData, fallbackUrl, ...actionOf(row, toMillis) } };
	});
}

/** What was entered under a message, in either way. */
export function readSuggestions(
	parameter: (name: string, fallback?: unknown) => unknown,
	toMillis: BuildContext['toMillis'],
): unknown {
	return parameter('specifySuggestions', 'fields') === 'json'
		? parseJson('Suggestions (JSON)', parameter('suggestionsJson', '[]'))
		: suggestionsOf(parameter('suggestions', {}), toMillis);
}
