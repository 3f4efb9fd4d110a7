import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { RBM_FEATURES } from '../../rbm/types';
import { AGENT_ID, expectInSchema, testOperations } from '../harness/operation';
import { AGENT, ANNA, BRUNO, CAROL, DEV } from '../harness/setup';

const { run, control, calls } = testOperations('capability');

const FIELDS: INodeParameters = { agentId: AGENT_ID, phoneNumber: '={{ $json.phone }}' };
const OTHER = 'acme_parcels_agent';
const CONTINUE = { onError: 'continueErrorOutput' } as const;

describe('Capability → Check', () => {
	const check = async (...[items, settings]: [IDataObject[], object?]) =>
		await run('check', FIELDS, items, settings);

	it('tells what a phone can show, beside the input', async () => {
		const features = ['RICHCARD_STANDALONE', 'ACTION_DIAL', 'ACTION_OF_TOMORROW'];
		await control('PATCH', `/phones/${ANNA}`, { features });
		const input = { phone: '0049 151 1234-5678', name: 'Anna' };
		const { outputs, error } = await check([input]);
		expect(error).toBeUndefined();
		expect(outputs).toEqual([
			[
				{
					json: {
						phone: '0049 151 1234-5678',
						name: 'Anna',
						phoneNumber: ANNA,
						agentId: AGENT,
						reachable: true,
						features: {
							...Object.fromEntries(RBM_FEATURES.map((feature) => [feature, false])),
							...Object.fromEntries(features.map((feature) => [feature, true])),
						},
						featureList: features,
					},
					pairedItem: { item: 0 },
				},
			],
			[],
		]);
		expectInSchema('capability', 'check', outputs[0]![0]!.json, input);
	});

	it('knows phones without features, and the carrier of US numbers', async () => {
		await control('PATCH', `/phones/${ANNA}`, { features: [] });
		const { outputs } = await check([{ phone: ANNA }, { phone: CAROL }]);
		expect(outputs[0]).toMatchObject([
			{ json: { featureList: [], features: { ACTION_DIAL: false } } },
			{ json: { carrier: expect.any(String), features: { ACTION_DIAL: true } } },
		]);
	});

	it('gives numbers without RCS their own output', async () => {
		const { outputs } = await check([{ phone: DEV, name: 'Dev' }, { phone: BRUNO }]);
		expect(outputs[0]).toMatchObject([{ json: { phoneNumber: BRUNO } }]);
		expect(outputs[1]).toMatchObject([
			{
				json: { phone: DEV, name: 'Dev', phoneNumber: DEV, agentId: AGENT, reachable: false },
				pairedItem: { item: 0 },
			},
		]);
	});

	it('stops at a bad number before anything is asked', async () => {
		const { error } = await check([{ phone: ANNA }, { phone: '0151 2345' }]);
		expect(error?.message).toMatch(/^To: "0151 2345" has no country code/);
		expect(await calls()).toEqual({});
	});

	it('lets what failed leave by the error output, with its input', async () => {
		await control('POST', '/faults', { status: 403, pathContains: BRUNO });
		const { outputs } = await check([{ phone: BRUNO, name: 'Bruno' }, { phone: ANNA }], CONTINUE);
		expect(outputs[0]).toHaveLength(1);
		expect(outputs[2]).toMatchObject([
			{
				json: {
					phone: BRUNO,
					name: 'Bruno',
					error: expect.any(String),
					details: expect.stringContaining('another partner'),
				},
			},
		]);
	});
});

describe('Capability → Check Many', () => {
	const checkMany = async (
		items: IDataObject[],
		parameters: INodeParameters = {},
		settings: object = {},
	) => await run('checkMany', { ...FIELDS, ...parameters }, items, settings);

	/** So many numbers that begin like this; with `evenReachable` every other one is reachable. */
	const numbers = (start: string, count: number) =>
		Array.from({ length: count }, (_, i) => start + String(i).padStart(5, '0'));
	const isEven = (phone: unknown) => Number(String(phone).at(-1)) % 2 === 0;

	it('asks one by one for a few, and for each number once', async () => {
		const { outputs, error } = await checkMany([
			{ phone: ANNA, name: 'Anna' },
			{ phone: DEV, name: 'Dev' },
			{ phone: '+49 151 12345678', name: 'Anna again' },
			{ phone: CAROL },
		]);
		expect(error).toBeUndefined();
		expect(outputs[0]).toEqual([
			{
				json: { phone: ANNA, name: 'Anna', phoneNumber: ANNA, agentId: AGENT, reachable: true },
				pairedItem: { item: 0 },
			},
			{
				json: {
					phone: '+49 151 12345678',
					name: 'Anna again',
					phoneNumber: ANNA,
					agentId: AGENT,
					reachable: true,
				},
				pairedItem: { item: 2 },
			},
			{ json: expect.objectContaining({ carrier: expect.any(String) }), pairedItem: { item: 3 } },
		]);
		expect(outputs[1]).toMatchObject([
			{
				json: { name: 'Dev', phoneNumber: DEV, reachable: false, reason: expect.any(String) },
				pairedItem: { item: 1 },
			},
		]);
		expect(await calls()).toMatchObject({ capabilities: 3 });
	});

	it('checks 12,000 numbers of three regions in the fewest calls, and loses none', async () => {
		await control('PATCH', '/settings', { unknownNumbers: 'evenReachable' });
		const us = numbers('+141555', 10_400);
		const europe = numbers('+4915155', 1_200);
		const asia = numbers('+9198765', 400);
		// Mixed, so that order is not kept by accident.
		const phones = [...us, ...europe, ...asia].sort((a, b) => (a.slice(-5) < b.slice(-5) ? -1 : 1));
		expect(phones).toHaveLength(12_000);

		const { outputs, error } = await checkMany(phones.map((phone, row) => ({ phone, row })));
		expect(error).toBeUndefined();
		const [reachable, unreachable] = outputs.map((items) => items.map(({ json }) => json));
		expect(reachable!.map(({ phone }) => phone)).toEqual(phones.filter(isEven));
		expect(unreachable!.map(({ phone }) => phone)).toEqual(
			phones.filter((phone) => !isEven(phone)),
		);
		expect(await calls()).toMatchObject({ 'users:batchGet': 3, capabilities: 400 });

		const american = reachable!.find(({ phone }) => us.includes(String(phone)));
		expect(american).toMatchObject({
			phoneNumber: american!.phone,
			agentId: AGENT,
			reachable: true,
			carrier: expect.any(String),
			potentialReach: { sampled: 3900, reachable: expect.any(Number) },
		});
		const indian = reachable!.find(({ phone }) => asia.includes(String(phone)));
		expect(indian).not.toHaveProperty('potentialReach');
		expectInSchema('capability', 'checkMany', american!, { phone: 0, row: 0 });
	}, 60_000);

	it('asks for each agent by itself', async () => {
		await control('PATCH', '/settings', { unknownNumbers: 'evenReachable' });
		const items = [AGENT, OTHER].flatMap((agent) =>
			numbers('+4915155', 500).map((phone) => ({ phone, agent })),
		);
		const { outputs } = await checkMany(items, { agentId: '={{ $json.agent }}' });
		expect(outputs.map((each) => each.length)).toEqual([500, 500]);
		expect(outputs.flat().every(({ json }) => json.agentId === json.agent)).toBe(true);
		expect(await calls()).toMatchObject({ 'users:batchGet': 2 });
	});

	it('lets a bad number fail alone where the user asked to continue', async () => {
		const { outputs } = await checkMany(
			[{ phone: ANNA }, { phone: 'nonsense', name: 'Nobody' }],
			{},
			CONTINUE,
		);
		expect(outputs.map((items) => items.length)).toEqual([1, 0, 1]);
		expect(outputs[2]![0]!.json).toMatchObject({ name: 'Nobody', error: expect.any(String) });
	});

	it('stops at a bad number before anything is asked otherwise', async () => {
		const { error } = await checkMany([{ phone: ANNA }, { phone: 'nonsense' }]);
		expect(error?.message).toMatch(/^To: /);
		expect(await calls()).toEqual({});
	});

	it('lets all numbers of a call that failed fail, and no others', async () => {
		const items = [...numbers('+4915155', 500), CAROL].map((phone) => ({ phone }));
		await control('POST', '/faults', { status: 400, pathContains: 'batchGet' });
		const { outputs } = await checkMany(items, {}, CONTINUE);
		expect(outputs.map((each) => each.length)).toEqual([1, 0, 500]);
		expect(outputs[2]![499]!.json).toMatchObject({
			phone: items[499]!.phone,
			error: expect.any(String),
			details: expect.stringContaining('None of the numbers'),
		});
		await control('POST', '/faults', { status: 400, pathContains: 'batchGet' });
		expect((await checkMany(items)).error).toMatchObject({ httpCode: '400' });
	});
});
