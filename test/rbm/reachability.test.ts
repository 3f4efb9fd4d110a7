import fc from 'fast-check';

import { capabilityRequest, featureFlags } from '../../rbm/capabilities';
import { baseUrlFor } from '../../rbm/endpoints';
import { batchRequest, planReachability, readBatchAnswer } from '../../rbm/reachability';
import { regionOf } from '../../rbm/regions';
import { RBM_FEATURES } from '../../rbm/types';

const MIN = 500;
const MAX = 10_000;

/** So many numbers of a region, for an agent. */
interface Group {
	agentId: string;
	prefix: string;
	count: number;
}

const PREFIXES = ['+1415', '+5511', '+4915', '+2348', '+7916', '+9198', '+8613', '+6281'];
const numbersOf = ({ agentId, prefix, count }: Group) =>
	Array.from({ length: count }, (_, i) => ({
		agentId,
		phoneNumber: prefix + String(i).padStart(7, '0'),
	}));

const count = fc.oneof(
	fc.integer({ min: 0, max: 3 }),
	fc.integer({ min: MIN - 2, max: MIN + 2 }),
	fc.integer({ min: MAX - 2, max: MAX + 2 }),
	fc.integer({ min: 2 * MAX - 2, max: 2 * MAX + MIN }),
);
const groups = fc.uniqueArray(
	fc.record({
		agentId: fc.constantFrom('a', 'b'),
		prefix: fc.constantFrom(...PREFIXES),
		count,
	}),
	{ selector: ({ agentId, prefix }) => agentId + prefix, maxLength: 5 },
);

/** The fewest calls for so many numbers, found by trying. */
function fewest(size: number): number {
	if (size < MIN) return size;
	let calls = 1;
	while (calls * MAX < size) calls++;
	return calls;
}

describe('the plan of a bulk check', () => {
	it('loses no number, keeps to the rules, and needs the fewest calls', () => {
		fc.assert(
			fc.property(groups, fc.boolean(), (wanted, twice) => {
				const questions = wanted.flatMap(numbersOf);
				const calls = planReachability(twice ? [...questions, ...questions] : questions);

				const planned = calls.flatMap(({ agentId, phoneNumbers }) =>
					phoneNumbers.map((phoneNumber) => agentId + phoneNumber),
				);
				expect(new Set(planned).size).toBe(planned.length);
				expect(new Set(planned)).toEqual(
					new Set(questions.map(({ agentId, phoneNumber }) => agentId + phoneNumber)),
				);

				const sizes = new Map<string, { numbers: number; calls: number }>();
				for (const { kind, agentId, region, phoneNumbers } of calls) {
					const size = phoneNumbers.length;
					expect(kind === 'single' ? size === 1 : size >= MIN && size <= MAX).toBe(true);
					expect(phoneNumbers.every((phoneNumber) => regionOf(phoneNumber) === region)).toBe(true);
					const sum = sizes.get(agentId + region) ?? { numbers: 0, calls: 0 };
					sizes.set(agentId + region, { numbers: sum.numbers + size, calls: sum.calls + 1 });
				}
				for (const { numbers, calls: made } of sizes.values()) expect(made).toBe(fewest(numbers));
			}),
			{ numRuns: 40 },
		);
	});

	it.each([
		[499, Array<number>(499).fill(1)],
		[500, [500]],
		[10_000, [10_000]],
		[10_001, [5000, 5001]],
		[20_001, [6667, 6667, 6667]],
	])('%i numbers are cut evenly', (size, sizes) => {
		const calls = planReachability(numbersOf({ agentId: 'a', prefix: '+4915', count: size }));
		expect(calls.map(({ phoneNumbers }) => phoneNumbers.length)).toEqual(sizes);
	});

	it('is empty for no numbers', () => expect(planReachability([])).toEqual([]));
});

it('sends a bulk check to the region of its numbers, whatever the credential says', () => {
	const [call] = planReachability(numbersOf({ agentId: 'a', prefix: '+1415', count: MIN }));
	const request = batchRequest(call!);
	expect(request).toMatchObject({
		api: 'messaging',
		method: 'POST',
		path: '/v1/users:batchGet',
		body: { agentId: 'a', users: call!.phoneNumbers },
	});
	for (const region of ['auto', 'asia'] as const) {
		expect(baseUrlFor({ kind: 'google', region }, request)).toBe(
			'https://us-rcsbusinessmessaging.googleapis.com',
		);
	}
});

describe('the answer to a bulk check', () => {
	it('names who is reachable, on which carrier, and the sample', () => {
		const answer = readBatchAnswer({
			reachableUsers: ['+1', '+2'],
			reachableUsersMap: { one: { reachableUsers: ['+1'] }, none: {} },
			totalRandomSampleUserCount: '375',
			reachableRandomSampleUserCount: 120,
		});
		expect([...answer.reachable]).toEqual(['+1', '+2']);
		expect([...answer.carriers]).toEqual([['+1', 'one']]);
		expect(answer.potentialReach).toEqual({ sampled: 375, reachable: 120 });
	});

	it.each([[{}], [undefined], [{ totalRandomSampleUserCount: 0 }]])('may be empty: %j', (body) =>
		expect(readBatchAnswer(body)).toEqual({ reachable: new Set(), carriers: new Map() }),
	);

	it('may sample nobody reachable', () =>
		expect(readBatchAnswer({ totalRandomSampleUserCount: 375 }).potentialReach).toEqual({
			sampled: 375,
			reachable: 0,
		}));
});

it('asks for capabilities without a requestId, so that every check is answered', () =>
	expect(capabilityRequest('a', '+4915112345678')).toMatchObject({
		method: 'GET',
		path: '/v1/phones/+4915112345678/capabilities',
		query: { agentId: 'a' },
		phoneNumber: '+4915112345678',
	}));

it('lists every known feature as yes or no, and unknown ones that are there', () => {
	const none = Object.fromEntries(RBM_FEATURES.map((feature) => [feature, false]));
	expect(featureFlags([])).toEqual(none);
	expect(featureFlags(['ACTION_DIAL', 'NEW_ONE', 'FEATURE_UNSPECIFIED'])).toEqual({
		...none,
		ACTION_DIAL: true,
		NEW_ONE: true,
	});
});
