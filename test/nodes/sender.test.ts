import { sendAll, type SenderOptions } from '../../nodes/Rbm/sender';
import type { RawAnswer, RbmOutcome } from '../../rbm/outcome';
import type { RbmRequest } from '../../rbm/request';

const request = (id: number): RbmRequest => ({
	api: 'messaging',
	method: 'POST',
	path: '/v1/phones/+1/agentMessages',
	query: { messageId: String(id) },
});
const OK: RawAnswer = { httpStatus: 200, body: {} };

async function send(count: number, answer: (id: number, attempt: number) => RawAnswer) {
	const tries: string[] = [];
	const waits: number[] = [];
	const outcomes: Array<RbmOutcome | undefined> = Array(count).fill(undefined);
	let underway = 0;
	let most = 0;
	const options: SenderOptions = {
		perform: async ({ query }) => {
			most = Math.max(most, ++underway);
			await Promise.resolve();
			underway--;
			tries.push(query.messageId!);
			return answer(Number(query.messageId), tries.filter((id) => id === query.messageId).length);
		},
		sleep: async (ms) => void waits.push(ms),
		random: () => 0.5,
		concurrency: 5,
		isStopped: () => false,
	};
	const requests = Array.from({ length: count }, (_, id) => request(id));
	await sendAll(requests, (index, outcome) => (outcomes[index] = outcome), options);
	return { tries, waits, outcomes, most };
}

it('keeps a few under way, never more, and loses none', async () => {
	const { outcomes, most } = await send(23, () => OK);
	expect(most).toBe(5);
	expect(outcomes.every((outcome) => outcome?.kind === 'accepted')).toBe(true);
});

it.each<[string, RawAnswer]>([
	['429', { httpStatus: 429, body: {} }],
	['500', { httpStatus: 500, body: '<html>' }],
	['no answer', { networkError: 'the connection was closed' }],
])('tries again after %s under the same ID, waiting longer each time', async (_name, bad) => {
	const { tries, waits, outcomes } = await send(1, (_, attempt) => (attempt < 4 ? bad : OK));
	expect(tries).toEqual(['0', '0', '0', '0']);
	expect(waits).toEqual([1000, 2000, 4000]);
	expect(outcomes).toEqual([{ kind: 'accepted', body: {} }]);
});

it('waits as long as the platform wishes, within a minute', async () => {
	const asking = (retryAfterSeconds: number) => (_: number, attempt: number) =>
		attempt === 1 ? { httpStatus: 429, body: {}, retryAfterSeconds } : OK;
	expect((await send(1, asking(7))).waits).toEqual([7000]);
	expect((await send(1, asking(7200))).waits).toEqual([60_000]);
});

it.each([400, 401, 403, 404, 409, 413])('does not repeat a %i', async (httpStatus) => {
	const body = { error: { code: httpStatus, status: httpStatus === 404 ? 'NOT_FOUND' : 'X' } };
	const { tries, outcomes } = await send(1, () => ({ httpStatus, body }));
	expect(tries).toHaveLength(1);
	expect(outcomes[0]?.kind).toBe(httpStatus === 404 ? 'unreachable' : 'rejected');
});

it.each([
	['404 page', { httpStatus: 404, body: '<html>' }],
	['200 page', { httpStatus: 200, body: '<html>' }],
])("takes a front end's %s for what it is", async (_name, answer) => {
	const { outcomes } = await send(1, () => answer);
	expect(outcomes[0]).toMatchObject({
		kind: 'rejected',
		message: expect.stringContaining('is not RCS Business Messaging'),
	});
});

it('tries once what counts each time', async () => {
	let tries = 0;
	await sendAll([{ ...request(0), once: true }], () => {}, {
		perform: async () => {
			tries++;
			return { httpStatus: 503, body: {} };
		},
		sleep: async () => {},
		random: Math.random,
		concurrency: 1,
		isStopped: () => false,
	});
	expect(tries).toBe(1);
});

it('starts nothing more once stopped', async () => {
	const started: string[] = [];
	let stopped = false;
	await sendAll([request(0), request(1), request(2)], () => (stopped = true), {
		perform: async ({ query }) => {
			started.push(query.messageId!);
			return OK;
		},
		sleep: async () => {},
		random: Math.random,
		concurrency: 1,
		isStopped: () => stopped,
	});
	expect(started).toEqual(['0']);
});
