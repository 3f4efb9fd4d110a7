import { bareAgentId, toAgentId } from '../../rbm/agentId';
import { baseUrlFor, toEndpoint, tokenUrlFor } from '../../rbm/endpoints';
import { sendOnceId, stableUuid, toMessageId } from '../../rbm/ids';
import { toCountry, toE164 } from '../../rbm/phoneNumber';
import { regionOf } from '../../rbm/regions';
import { phonePath } from '../../rbm/request';

describe('phone numbers', () => {
	it.each([
		['+4915112345678', '+4915112345678'],
		['+49 151 / 1234-5678', '+4915112345678'],
		['0049 (151) 12345678', '+4915112345678'],
		[' +1 (415) 555-0123 ', '+14155550123'],
		['+33\u00a06\u00a012\u00a034\u00a056\u00a078', '+33612345678'],
	])('%s becomes %s', (typed, e164) => expect(toE164(typed)).toBe(e164));

	it.each([
		'',
		'  ',
		undefined,
		null,
		'015112345678',
		'+0151',
		'+49',
		'abc',
		'+49151x',
		'+' + '1'.repeat(16),
		{},
		4915112345678,
	])('%p is refused', (typed) => expect(() => toE164(typed)).toThrow(/To: /));
});

describe('national numbers', () => {
	it.each([
		['0151 12345678', 'de', '+4915112345678'],
		['(415) 555-0123', 'US', '+14155550123'],
		['+33612345678', 'US', '+33612345678'],
	])('%s in %s is %s', (typed, country, e164) =>
		expect(toE164(typed, { country: toCountry(country) })).toBe(e164),
	);

	it('are told apart from nonsense', () => {
		expect(() => toE164('0151 12345678')).toThrow('has no country code');
		expect(() => toE164('12', { country: 'DE' })).toThrow('cannot be a phone number');
		expect(() => toCountry('Germany')).toThrow('"GERMANY" is not a country');
		expect(toCountry(' ')).toBeUndefined();
	});
});

describe('agent IDs', () => {
	it.each([
		['acme_agent', 'acme_agent'],
		['acme_agent@rbm.goog', 'acme_agent'],
		['brands/b-1/agents/acme_agent', 'acme_agent'],
		[' welcome-bot ', 'welcome-bot'],
	])('%s becomes %s', (given, bare) => {
		expect(bareAgentId(given)).toBe(bare);
		expect(toAgentId(given)).toBe(bare);
	});

	it.each(['', undefined, '../x', 'a b', 'a?x=1', 'a/b', '@rbm.goog'])('%p is refused', (given) =>
		expect(() => toAgentId(given)).toThrow(/Agent: /),
	);
});

it.each([
	['+14155550123', 'us'],
	['+20100', 'europe'],
	['+33612', 'europe'],
	['+4915', 'europe'],
	['+5511', 'us'],
	['+6591', 'asia'],
	['+7912', 'europe'],
	['+8190', 'asia'],
	['+9198', 'asia'],
])('%s belongs to %s', (phoneNumber, region) => expect(regionOf(phoneNumber)).toBe(region));

describe('endpoints', () => {
	const google = toEndpoint({ endpoint: 'google', region: 'auto' });

	it('follows the recipient in automatic mode', () => {
		expect(baseUrlFor(google, { api: 'messaging', phoneNumber: '+4915112345678' })).toBe(
			'https://europe-rcsbusinessmessaging.googleapis.com',
		);
		expect(baseUrlFor(google, { api: 'messaging' })).toBe(
			'https://rcsbusinessmessaging.googleapis.com',
		);
		expect(baseUrlFor(google, { api: 'management', phoneNumber: '+4915112345678' })).toBe(
			'https://businesscommunications.googleapis.com',
		);
		expect(tokenUrlFor(google)).toBe('https://oauth2.googleapis.com/token');
	});

	it('keeps a fixed region', () => {
		const fixed = toEndpoint({ endpoint: 'google', region: 'asia' });
		expect(baseUrlFor(fixed, { api: 'messaging', phoneNumber: '+4915112345678' })).toBe(
			'https://asia-rcsbusinessmessaging.googleapis.com',
		);
	});

	it('serves everything from a custom base URL', () => {
		const custom = toEndpoint({ endpoint: 'custom', baseUrl: ' http://127.0.0.1:8090/x/ ' });
		expect(baseUrlFor(custom, { api: 'messaging', phoneNumber: '+4915112345678' })).toBe(
			'http://127.0.0.1:8090/x',
		);
		expect(baseUrlFor(custom, { api: 'management' })).toBe('http://127.0.0.1:8090/x');
		expect(tokenUrlFor(custom)).toBe('http://127.0.0.1:8090/x/token');
	});

	it.each(['', 'localhost:8090', 'ftp://x', 'http://x/?a=1', 'http://user:pw@x/', '::'])(
		'refuses the base URL %p',
		(baseUrl) => expect(() => toEndpoint({ endpoint: 'custom', baseUrl })).toThrow(/Base URL: /),
	);
});

describe('stable IDs', () => {
	it('are version 5 UUIDs and a function of their parts', () => {
		const id = stableUuid('instance', 'execution', 0, 1);
		expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
		expect(stableUuid('instance', 'execution', 0, 1)).toBe(id);
	});

	it('differ when any part does, and parts do not run together', () => {
		const ids = [
			stableUuid('a', 'b', 0),
			stableUuid('a', 'b', 1),
			stableUuid('ab', '', 0),
			stableUuid('a', 'b', '0'),
		];
		expect(new Set(ids).size).toBe(ids.length);
	});
});

describe('chosen message IDs', () => {
	it('are UUIDs', () => {
		expect(toMessageId('B7C1A8F0-0000-4000-8000-000000000001')).toBe(
			'b7c1a8f0-0000-4000-8000-000000000001',
		);
		expect(() => toMessageId('spring sale')).toThrow('Message ID: "spring sale" is not a UUID');
	});

	it('follow from a Send Once Key, an agent and a phone', () => {
		const id = sendOnceId('spring sale', 'a', '+1');
		expect(sendOnceId('spring sale', 'a', '+1')).toBe(id);
		const others = [
			sendOnceId('spring sale', 'a', '+2'),
			sendOnceId('spring sale', 'b', '+1'),
			sendOnceId('summer sale', 'a', '+1'),
		];
		expect(new Set([id, ...others]).size).toBe(4);
	});
});

it('encodes what ends up in a path', () => {
	expect(phonePath('+4915112345678', 'agentMessages', 'a/../b?c#d')).toBe(
		'/v1/phones/+4915112345678/agentMessages/a%2F..%2Fb%3Fc%23d',
	);
});
