import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { SendCounts } from '../../emulator/platform/sendCounter';
import { rbmNode, runItems } from '../harness/run';
import { AGENT, ANNA, DEV, setUp, type Setup } from '../harness/setup';
import { waitFor } from '../harness/waitFor';

let setup: Setup;
beforeAll(async () => {
	setup = await setUp();
});
afterAll(async () => await setup.close());
beforeEach(async () => {
	await setup.control('POST', '/reset');
	await setup.control('PATCH', '/settings', { unknownNumbers: 'evenReachable' });
});

/** Numbers of nobody in particular, all of them with RCS. */
const people = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ phone: `+4915700${100_000 + 2 * index}` }));

interface Settings {
	onError?: 'continueErrorOutput';
	stopped?: Promise<void>;
}

async function send(input: IDataObject[], options: INodeParameters = {}, settings: Settings = {}) {
	const { stopped, ...own } = settings;
	const node = rbmNode(
		'rbm',
		{
			resource: 'message',
			operation: 'sendText',
			agentId: { __rl: true, mode: 'id', value: AGENT },
			phoneNumber: '={{ $json.phone }}',
			text: 'The sale starts today',
			options,
		},
		own,
	);
	const items = input.map((json) => ({ json }));
	const result = await runItems(
		setup.package,
		await setup.credential(),
		node,
		items,
		undefined,
		stopped,
	);
	const hints = result.run.data.resultData.runData.RBM?.at(-1)?.hints ?? [];
	return { ...result, hint: hints[0] };
}

/** How many messages reached the platform, first ones and repeats. */
async function arrivals(): Promise<number> {
	const { accepted, repeated } = (await setup.control('GET', '/sends')) as SendCounts;
	return accepted + repeated;
}

it('sums up a run on its output, and says nothing about a single message', async () => {
	const { outputs, hint } = await send([...people(30), { phone: DEV }]);
	expect(outputs.map((items) => items.length)).toEqual([30, 1]);
	expect(hint).toMatchObject({ type: 'info', location: 'outputPane' });
	expect(hint?.message).toMatch(
		/^31 items in \d+ s \([\d,]+ per second\): 30 sent, 1 unreachable, 0 failed\.$/,
	);
	expect((await send(people(1))).hint).toBeUndefined();
});

it('tells how often it had to try again', async () => {
	await setup.control('POST', '/faults', { status: 429, times: 3, retryAfterSeconds: 0 });
	await setup.control('POST', '/faults', { status: 'drop', times: 1, afterwards: true });
	const { outputs, hint } = await send(people(20));
	expect(outputs[0]).toHaveLength(20);
	expect(hint?.message).toMatch(/4 tries were repeated, 3 because the platform asked for less\.$/);
	await setup.control('POST', '/faults', { status: 503, times: 1, retryAfterSeconds: 0 });
	expect((await send(people(2))).hint?.message).toMatch(/ 1 try was repeated\b/);
});

it('one refused item does not hide the others, nor stop them where the user goes on', async () => {
	await setup.control('POST', '/faults', { status: 400, times: 1 });
	const { outputs, hint, error } = await send(people(20), {}, { onError: 'continueErrorOutput' });
	expect(error).toBeUndefined();
	expect(outputs.map((items) => items.length)).toEqual([19, 0, 1]);
	expect(hint).toMatchObject({ type: 'warning' });
	expect(hint?.message).toContain('19 sent, 0 unreachable, 1 failed.');
});

it('tells with the error what was accepted before it', async () => {
	await setup.control('POST', '/faults', { status: 400, times: 1, pathContains: '100020' });
	const { error } = await send([{ phone: DEV }, ...people(40)], { concurrency: 1 });
	expect(error?.description).toContain(
		'Before that: 10 sent, 1 unreachable, 1 failed, of 41 items (done: 0–10;',
	);
	const { done } = (error as unknown as { context: { data: { done: IDataObject[] } } }).context
		.data;
	expect(done).toHaveLength(11);
	expect(done[0]).toEqual({
		item: 0,
		messageId: expect.any(String),
		phoneNumber: DEV,
		reachable: false,
	});
	expect(done[10]).toEqual({
		item: 10,
		messageId: expect.any(String),
		phoneNumber: '+4915700100018',
	});
});

it('ends at once when the execution is stopped, and says what was sent', async () => {
	await setup.control('PATCH', '/settings', { latencyMs: 20 });
	let stop!: () => void;
	const stopped = new Promise<void>((resolve) => (stop = resolve));
	const sending = send(people(2000), { concurrency: 5, sendOnceKey: 'sale' }, { stopped });
	await waitFor(async () => (await arrivals()) > 50);
	stop();
	const { outputs, hint, run } = await sending;
	const atTheEnd = await arrivals();
	expect(run.status).toBe('canceled');
	const sent = outputs[0]!.length;
	expect(sent).toBeGreaterThan(45);
	expect(sent).toBeLessThan(1000);
	expect(hint?.message).toMatch(
		new RegExp(
			`^Stopped after ${sent} of 2000 items \\(0–.*\\): ${sent} sent, 0 unreachable, 0 failed\\.`,
		),
	);

	await setup.control('PATCH', '/settings', { latencyMs: 0 });
	const { outputs: again } = await send(people(200), { sendOnceKey: 'sale' });
	expect(again[0]).toHaveLength(200);
	// Between the end and the second run no more arrived than what was under way.
	const since = (await arrivals()) - atTheEnd;
	expect(since).toBeGreaterThanOrEqual(200);
	expect(since).toBeLessThanOrEqual(205);
});

it.each([
	[{ concurrency: 51 }, 'Concurrency: "51" is not a number from 1 to 50'],
	[{ messagesPerSecond: -1 }, 'Messages per Second: "-1" is not a number from 0 to 1000'],
	[{ timeout: 0.2 }, 'Timeout: "0.2" is not a number from 1 to 300'],
])('refuses %j', async (options, message) => {
	const { error } = await send([{ phone: ANNA }], options);
	expect(error?.message).toBe(message);
	expect(error?.description).toContain('Enter a number in this range');
	const goingOn = await send(people(3), options, { onError: 'continueErrorOutput' });
	expect(goingOn.outputs.map((items) => items.length)).toEqual([0, 0, 3]);
	expect(goingOn.outputs[2]![2]!.json).toMatchObject({ error: message });
	expect(await arrivals()).toBe(0);
});

it.each(['', '={{ $json.campain }}'])(
	'refuses the Send Once Key %j: it would protect nobody',
	async (sendOnceKey) => {
		const { error } = await send(people(2), { sendOnceKey });
		expect(error?.message).toBe('Send Once Key: is empty');
		expect(await arrivals()).toBe(0);
	},
);

it("does not take one item's bad option for everybody's", async () => {
	const sendOnceKey = '={{ $json.campaign.name }}';
	const items = [{ phone: ANNA }, ...people(3).map((row) => ({ ...row, campaign: { name: 'x' } }))];
	const { outputs } = await send(items, { sendOnceKey }, { onError: 'continueErrorOutput' });
	expect(outputs.map((each) => each.length)).toEqual([3, 0, 1]);
});
