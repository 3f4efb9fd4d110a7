import fc from 'fast-check';

import { EVENT_OPTIONS } from '../../nodes/Rbm/triggerEvents';
import { consentOf } from '../../rbm/consent';
import { classify, type RbmEvent } from '../../rbm/events';
import { PAYLOADS, payloadBytesOf, payloadOf } from '../harness/payloads';

// What each form becomes is tested through the trigger's webhook, in test/nodes/payloads.test.ts.

type Fields = Record<string, unknown>;

const bytesOf = (payload: unknown) => Buffer.from(JSON.stringify(payload));
const isObject = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const OBJECTS = PAYLOADS.map(payloadOf).filter(isObject);
const TYPES = EVENT_OPTIONS.map(({ value }) => value);

/** What each field of an event holds when it is there. */
const FIELDS: Record<string, (value: unknown) => boolean> = {
	...Object.fromEntries(
		[
			...['eventKey', 'agentId', 'sendTime', 'carrier', 'phoneNumber', 'messageId', 'eventId'],
			...['brandId', 'brandDisplayName', 'botDisplayName', 'regionId', 'actingParty', 'comment'],
			...['oldLaunchState', 'newLaunchState'],
		].map((name) => [name, (value) => typeof value === 'string']),
	),
	eventType: (value) => (TYPES as unknown[]).includes(value),
	text: (value) => typeof value === 'string',
	postbackData: (value) => typeof value === 'string',
	latitude: Number.isFinite,
	longitude: Number.isFinite,
	file: isUserFile,
	thumbnail: isUserFile,
	payload: () => true,
};

function isUserFile(value: unknown): boolean {
	if (!isObject(value)) return false;
	const { fileUri, fileName = 'name', mimeType = 'type', fileSizeBytes = 0, ...rest } = value;
	return (
		[fileUri, fileName, mimeType].every((text) => typeof text === 'string' && text !== '') &&
		Number.isFinite(fileSizeBytes) &&
		Object.keys(rest).length === 0
	);
}

/** Fields that an event of a type always has. */
const REQUIRED: Partial<Record<RbmEvent['eventType'], string[]>> = {
	TEXT: ['phoneNumber', 'text'],
	SUGGESTION_REPLY: ['phoneNumber', 'postbackData'],
	SUGGESTION_ACTION: ['phoneNumber', 'postbackData'],
	LOCATION: ['phoneNumber', 'latitude', 'longitude'],
	USER_FILE: ['phoneNumber', 'file'],
};

function expectWellFormed(event: RbmEvent): void {
	const wrong = Object.entries(event).filter(([name, value]) => !FIELDS[name]?.(value));
	expect(wrong).toEqual([]);
	const required = REQUIRED[event.eventType] ?? [];
	expect(Object.keys(event)).toEqual(
		expect.arrayContaining(['eventType', 'eventKey', 'payload', ...required]),
	);
	expect(event.eventKey).not.toBe('');
	expect([undefined, 'OPT_IN', 'OPT_OUT']).toContain(consentOf(event));
}

/** The same object with one value somewhere in it taken out, replaced or added. */
const mutated = (value: unknown): fc.Arbitrary<unknown> => {
	if (!isObject(value) || Object.keys(value).length === 0) return fc.jsonValue();
	const name = fc.constantFrom(...Object.keys(value));
	return fc.oneof(
		name.map((gone) => Object.fromEntries(Object.entries(value).filter(([each]) => each !== gone))),
		name.chain((changed) =>
			mutated(value[changed]).map((other) => ({ ...value, [changed]: other })),
		),
		fc
			.tuple(fc.constantFrom(...Object.keys(FIELDS), 'userFile', 'location'), fc.jsonValue())
			.map(([added, other]) => ({ ...value, [added]: other })),
	);
};

function jsonOrText(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

describe('whatever is signed', () => {
	it('becomes one well-formed event with all that was sent, if it is JSON', () => {
		fc.assert(
			fc.property(fc.json(), (text) => {
				const event = classify(Buffer.from(text));
				expectWellFormed(event);
				expect(event.payload).toEqual(JSON.parse(text));
			}),
		);
	});

	it('becomes an unknown event with its text, if it is any bytes', () => {
		fc.assert(
			fc.property(fc.uint8Array(), (bytes) => {
				const event = classify(bytes);
				expectWellFormed(event);
				expect(event.payload).toEqual(jsonOrText(new TextDecoder().decode(bytes)));
				expect(event.eventType).toBe('UNKNOWN');
			}),
		);
	});

	it('becomes a well-formed event, if it is a real payload with something changed', () => {
		const oneOrTwoChanges = fc
			.constantFrom(...OBJECTS)
			.chain(mutated)
			.chain((once) => fc.oneof(fc.constant(once), mutated(once)));
		fc.assert(
			fc.property(oneOrTwoChanges, (payload) => {
				const event = classify(bytesOf(payload));
				expectWellFormed(event);
				expect(event.payload).toEqual(JSON.parse(JSON.stringify(payload)));
			}),
			{ numRuns: 1000 },
		);
	});

	it('becomes a well-formed event, if it is a real payload with a byte changed or its end missing', () => {
		const real = fc.constantFrom(...PAYLOADS.map(payloadBytesOf));
		fc.assert(
			fc.property(real, fc.nat(), fc.nat({ max: 255 }), fc.boolean(), (bytes, at, byte, cut) => {
				const damaged = Buffer.from(bytes);
				damaged[at % bytes.length] = byte;
				expectWellFormed(classify(cut ? bytes.subarray(0, at % bytes.length) : damaged));
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('the key of an event', () => {
	const isAnonymous = (payload: unknown) =>
		!isObject(payload) || (!('eventId' in payload) && !('messageId' in payload));
	const anonymous = fc.oneof(
		fc.jsonValue().filter(isAnonymous),
		fc
			.constantFrom(...OBJECTS)
			.map((payload) => ({ ...payload, eventId: undefined, messageId: undefined }))
			.map((payload) => JSON.parse(JSON.stringify(payload)) as Fields)
			.chain((payload) => fc.oneof(fc.constant(payload), mutated(payload)))
			.filter(isAnonymous),
	);

	it('is the same for the same bytes', () => {
		fc.assert(
			fc.property(fc.uint8Array(), (bytes) => {
				expect(classify(bytes).eventKey).toBe(classify(Uint8Array.from(bytes)).eventKey);
			}),
		);
	});

	it('differs between different bytes without an ID', () => {
		fc.assert(
			fc.property(anonymous, anonymous, (one, other) => {
				fc.pre(JSON.stringify(one) !== JSON.stringify(other));
				expect(classify(bytesOf(one)).eventKey).not.toBe(classify(bytesOf(other)).eventKey);
			}),
		);
	});

	const phone = fc.integer({ min: 1_000_000, max: 999_999_999_999 }).map((number) => `+${number}`);
	const id = fc.stringMatching(/^M[sx][A-Za-z0-9_=-]{1,24}$/);

	it.each([
		[
			'a message',
			(senderPhoneNumber: string, messageId: string) => ({
				senderPhoneNumber,
				messageId,
				text: 'hi',
			}),
		],
		[
			'an event',
			(senderPhoneNumber: string, eventId: string) => ({
				senderPhoneNumber,
				eventId,
				eventType: 'READ',
			}),
		],
	])('of %s is who and its ID, however it is written', (_name, make) => {
		fc.assert(
			fc.property(
				phone,
				phone,
				id,
				id,
				fc.string(),
				(aPhone, otherPhone, anId, otherId, sendTime) => {
					const payload = make(aPhone, anId);
					const { eventKey } = classify(bytesOf(payload));
					const rewritten = { sendTime, agentId: 'acme@rbm.goog', ...payload };
					expect(classify(Buffer.from(JSON.stringify(rewritten, null, 2))).eventKey).toBe(eventKey);
					fc.pre(aPhone !== otherPhone && anId !== otherId);
					expect(classify(bytesOf(make(otherPhone, anId))).eventKey).not.toBe(eventKey);
					expect(classify(bytesOf(make(aPhone, otherId))).eventKey).not.toBe(eventKey);
				},
			),
		);
	});

	it('tells a message from an event with the same ID', () => {
		const keys = ['READ', undefined].map(
			(eventType) =>
				classify(bytesOf({ senderPhoneNumber: '+1', eventId: 'x', eventType, text: 'hi' }))
					.eventKey,
		);
		expect(new Set(keys).size).toBe(2);
	});
});

describe('spellings', () => {
	const rest = (event: RbmEvent) => ({ ...event, payload: undefined, eventKey: undefined });

	it('of a phone number and an agent make no difference', () => {
		const agentName = fc.stringMatching(/^[a-z][a-z0-9_]{0,30}$/);
		const withoutAgent = OBJECTS.filter(({ senderPhoneNumber }) => senderPhoneNumber !== undefined);
		fc.assert(
			fc.property(fc.constantFrom(...withoutAgent), agentName, (payload, agentId) => {
				const { senderPhoneNumber, ...others } = payload;
				const one = classify(bytesOf({ ...payload, agentId }));
				const suffixed = { ...payload, agentId: `${agentId}@rbm.goog` };
				const renamed = {
					...others,
					agentId: `brands/b/agents/${agentId}`,
					phoneNumber: senderPhoneNumber,
				};
				expect(one).toMatchObject({ agentId, phoneNumber: senderPhoneNumber });
				expect(rest(classify(bytesOf(suffixed)))).toEqual(rest(one));
				expect(rest(classify(bytesOf(renamed)))).toEqual(rest(one));
			}),
		);
	});
});
