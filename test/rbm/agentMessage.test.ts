import { checkMessageId, checkMessageSize, expireTimeOf, ttlOf } from '../../rbm/agentMessage';
import { RbmInputError } from '../../rbm/inputError';
import { characterCount, LIMITS } from '../../rbm/limits';

const NOW = Date.parse('2026-11-21T10:00:00Z');

describe('limits: the value at the limit passes, one past it is named', () => {
	const days = (count: number, more = 0) => NOW + count * 86_400_000 + more;

	it.each([
		['ttl', () => ttlOf(1_296_000), () => ttlOf(1_296_000.001), '15 days'],
		[
			'expire time',
			() => expireTimeOf(days(15), NOW),
			() => expireTimeOf(days(15, 1), NOW),
			'15 days',
		],
		[
			'size',
			() => checkMessageSize({ a: 'x'.repeat(LIMITS.messageBytes - 8) }),
			() => checkMessageSize({ a: 'x'.repeat(LIMITS.messageBytes - 7) }),
			'256000',
		],
	])('%s', (_name, atLimit, pastLimit, limit) => {
		expect(atLimit).not.toThrow();
		expect(pastLimit).toThrow(RbmInputError);
		expect(pastLimit).toThrow(limit);
	});
});

it.each([
	['zero ttl', () => ttlOf(0), 'Expires After: is not a positive duration'],
	['ttl of nothing', () => ttlOf(Number.NaN), 'Expires After: is not a positive duration'],
	['no time', () => expireTimeOf(Number.NaN, NOW), 'Expires At: is not a date and time'],
	['past time', () => expireTimeOf(NOW, NOW), 'is in the past'],
	['empty message ID', () => checkMessageId('  '), 'Message ID: is empty'],
])('%s is refused', (_name, check, message) => {
	expect(check).toThrow(message);
});

it('counts an emoji as one character', () => {
	expect(characterCount('👍🏽a')).toBe(3);
});

it('writes durations as RBM does', () => {
	expect(ttlOf(600)).toBe('600s');
	expect(ttlOf(0.5)).toBe('0.5s');
});
