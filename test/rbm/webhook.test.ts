import fc from 'fast-check';

import { classify } from '../../rbm/events';
import { signPayload, verifySignature } from '../../rbm/signature';
import { receive } from '../../rbm/webhook';
import { PAYLOADS, payloadBytesOf } from '../harness/payloads';

const TOKEN = 'a long random client token';

/** A post as Google makes it, signed under the token. */
function post(payload: string | Uint8Array, token = TOKEN) {
	const bytes = Buffer.from(payload as Uint8Array);
	return {
		body: {
			message: { data: bytes.toString('base64'), messageId: '1', message_id: '1' },
			subscription: 'projects/x/subscriptions/rbm-sub',
		},
		headers: { 'x-goog-signature': signPayload(bytes, token) },
	};
}

it('signs as Google does', () => {
	// Independent value: printf '{"a":1}' | openssl dgst -sha512 -hmac secret -binary | base64 -w0
	expect(signPayload(Buffer.from('{"a":1}'), 'secret')).toBe(
		'QvCMDaAcmkbU5WY9XyFAUmoBZQfFmBgsZ2nMorz3ukPDlbcZsB0oj1rTIlZNzh1AyijvULh2/EmjPRPWeDEU3Q==',
	);
});

it('answers the handshake only for the right token', () => {
	const handshake = (clientToken: string) =>
		receive({ clientToken, secret: '1234567890' }, {}, [TOKEN]);
	expect(handshake(TOKEN)).toEqual({ kind: 'handshake', secret: '1234567890' });
	expect(handshake('other')).toMatchObject({ kind: 'refused' });
	expect(receive({ clientToken: '', secret: 's' }, {}, [''])).toMatchObject({ kind: 'refused' });
});

it('takes an event signed under any of the tokens', () => {
	const { body, headers } = post('{"senderPhoneNumber":"+4915112345678","text":"hi"}', 'old');
	expect(receive(body, headers, [TOKEN, 'old'])).toMatchObject({
		kind: 'event',
		deliveryId: '1',
		event: { eventType: 'TEXT', text: 'hi' },
	});
	expect(receive(body, headers, [TOKEN])).toMatchObject({ kind: 'refused' });
});

it('hashes the bytes as sent, pretty-printed or not even JSON', () => {
	for (const payload of ['{\n  "text" : "hi"\n}\n', 'not json', Buffer.from([0xff, 0x00, 0xfe])]) {
		const { body, headers } = post(payload);
		expect(receive(body, headers, [TOKEN])).toMatchObject({ kind: 'event' });
	}
});

it.each([
	['no header', {}, 'no X-Goog-Signature header'],
	['a short signature', { 'x-goog-signature': 'AAAA' }, 'does not match'],
	['an empty signature', { 'x-goog-signature': '' }, 'does not match'],
	['two headers', { 'x-goog-signature': ['a', 'b'] }, 'does not match'],
])('refuses %s and says why', (_name, headers, reason) => {
	const { body } = post('{}');
	const received = receive(body, headers, [TOKEN]);
	expect(received).toMatchObject({ kind: 'refused', reason: expect.stringContaining(reason) });
});

it('verifies nothing without a token', () => {
	const payload = Buffer.from('{}');
	expect(verifySignature(payload, signPayload(payload, ''), [''])).toBe(false);
	expect(verifySignature(payload, signPayload(payload, 'x'), [])).toBe(false);
});

describe('whatever is posted', () => {
	const anyHeaders = fc.dictionary(
		fc.oneof(fc.constant('x-goog-signature'), fc.string()),
		fc.jsonValue(),
	);

	it('never throws and never verifies without the token', () => {
		const looksRight = fc.record(
			{
				message: fc.record({ data: fc.base64String() }),
				clientToken: fc.string(),
				secret: fc.string(),
			},
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(fc.oneof(fc.jsonValue(), looksRight), anyHeaders, (body, headers) => {
				expect(receive(body, headers, [TOKEN]).kind).toBe('refused');
				expect(receive(body, headers, []).kind).toBe('refused');
				expect(receive(body, headers, ['']).kind).toBe('refused');
			}),
		);
	});

	it('refuses what is signed with another token', () => {
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 1 }), fc.string(), (payload, token) => {
				fc.pre(token !== TOKEN);
				const { body, headers } = post(payload, token);
				expect(receive(body, headers, [TOKEN]).kind).toBe('refused');
			}),
		);
	});

	it('refuses a signature that belongs to other bytes', () => {
		const real = fc.constantFrom(...PAYLOADS.map(payloadBytesOf));
		fc.assert(
			fc.property(real, fc.oneof(fc.json(), fc.string(), real), (payload, other) => {
				fc.pre(!payload.equals(Buffer.from(other as Uint8Array)));
				const { headers } = post(payload);
				const { body } = post(other);
				expect(receive(body, headers, [TOKEN]).kind).toBe('refused');
			}),
		);
	});

	it('refuses an envelope with one bit flipped in data or signature', () => {
		fc.assert(
			fc.property(
				fc.uint8Array({ minLength: 1 }),
				fc.nat(),
				fc.boolean(),
				(payload, at, inData) => {
					const { body, headers } = post(payload);
					const flip = (base64: string) => {
						const bytes = Buffer.from(base64, 'base64');
						const bit = at % (bytes.length * 8);
						bytes[bit >> 3]! ^= 1 << (bit & 7);
						return bytes.toString('base64');
					};
					if (inData) body.message.data = flip(body.message.data);
					else headers['x-goog-signature'] = flip(headers['x-goog-signature']);
					expect(receive(body, headers, [TOKEN]).kind).toBe('refused');
				},
			),
		);
	});

	it('never loses a signed payload, whatever is around it', () => {
		const junk = fc.dictionary(fc.string(), fc.jsonValue());
		const signedBytes = fc
			.oneof(
				fc.json().map((text) => Buffer.from(text)),
				fc.uint8Array({ minLength: 1 }).map((bytes) => Buffer.from(bytes)),
				fc.constantFrom(...PAYLOADS.map(payloadBytesOf)),
			)
			.filter(({ length }) => length > 0);
		fc.assert(
			fc.property(signedBytes, junk, junk, (bytes, aroundBody, aroundMessage) => {
				const { body, headers } = post(bytes);
				const posted = { ...aroundBody, message: { ...aroundMessage, data: body.message.data } };
				const received = receive(posted, { 'x-other': '1', ...headers }, [TOKEN]);
				expect(received).toMatchObject({ kind: 'event', event: classify(bytes) });
			}),
		);
	});
});
