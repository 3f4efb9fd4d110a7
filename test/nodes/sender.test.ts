/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reason: runs beside n8n, never inside it */
import { Pace } from '../../nodes/Rbm/pace';
import { sendAll, type SenderOptions, type Sent } from '../../nodes/Rbm/sender';
import type { RawAnswer, RbmOutcome } from '../../rbm/outcome';
import type { RbmRequest } from '../../rbm/request';

const request = (id: number): RbmRequest => ({
	api: 'messaging',
	method: 'POST',
	path: '/v1/phones/+1/agentMessages',
	query: { messageId: String(id) },
});
const job = (id: number) => ({ id, request: request(id) });
const OK: RawAnswer = { httpStatus: 200, body: {} };

const unpaced = () => ({ pace: new Pace(Infinity, () => 0), now: () => 0, random: () => 0.5 });

async function send(count: number, answer: (id: number, attempt: number) => RawAnswer) {
	const tries: string[] = [];
	const waits: number[] = [];
	const outcomes: Array<RbmOutcome | undefined> = Array(count).fill(undefined);
	const ends: Sent[] = [];
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
		...unpaced(),
		wait: async (ms) => void waits.push(ms),
		concurrency: 5,
		isStopped: () => false,
	};
	const jobs = Array.from({ length: count }, (_, id) => job(id));
	const onSent = ({ id }: { id: number }, sent: Sent) => {
		outcomes[id] = sent.outcome;
		ends.push(sent);
	};
	await sendAll(jobs, onSent, options);
	return { tries, waits, outcomes, ends, most };
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
	await sendAll([{ request: { ...request(0), once: true } }], () => {}, {
		...unpaced(),
		perform: async () => {
			tries++;
			return { httpStatus: 503, body: {} };
		},
		wait: async () => {},
		concurrency: 1,
		isStopped: () => false,
	});
	expect(tries).toBe(1);
});

it('starts nothing more once stopped', async () => {
	const started: string[] = [];
	let stopped = false;
	await sendAll([job(0), job(1), job(2)], () => (stopped = true), {
		...unpaced(),
		perform: async ({ query }) => {
			started.push(query.messageId!);
			return OK;
		},
		wait: async () => {},
		concurrency: 1,
		isStopped: () => stopped,
	});
	expect(started).toEqual(['0']);
});

it('is patient with a platform that asks for less', async () => {
	const busy: RawAnswer = { httpStatus: 429, body: {} };
	const { waits, ends } = await send(1, (_, attempt) => (attempt < 10 ? busy : OK));
	// After the last of them the pace is slow as well.
	expect(waits.slice(0, 9)).toEqual(
		[1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1000),
	);
	expect(ends).toMatchObject([{ outcome: { kind: 'accepted' }, tries: 10, throttled: 9 }]);
	expect((await send(1, () => busy)).tries).toHaveLength(10);
});

it('does not let one cause use up the tries of another', async () => {
	const answers: RawAnswer[] = [
		...Array<RawAnswer>(5).fill({ httpStatus: 429, body: {} }),
		...Array<RawAnswer>(3).fill({ httpStatus: 503, body: {} }),
		OK,
	];
	const { waits, ends } = await send(1, (_, attempt) => answers[attempt - 1]!);
	expect(ends).toMatchObject([{ outcome: { kind: 'accepted' }, tries: 9, throttled: 5 }]);
	expect(waits.slice(5, 8)).toEqual([1000, 2000, 4000]);
});

it('knows that a DELETE did nothing when it was only refused before', async () => {
	const remove = { ...request(0), method: 'DELETE' as const };
	const after = async (first: RawAnswer) => {
		const answers: RawAnswer[] = [
			first,
			{ httpStatus: 404, body: { error: { code: 404, status: 'NOT_FOUND' } } },
		];
		let outcome: RbmOutcome | undefined;
		await sendAll([{ request: remove }], (_, sent) => void (outcome = sent.outcome), {
			...unpaced(),
			perform: async () => answers.shift()!,
			wait: async () => {},
			concurrency: 1,
			isStopped: () => false,
		});
		return outcome;
	};
	expect(await after({ httpStatus: 429, body: {} })).toMatchObject({ kind: 'unreachable' });
	expect(await after({ networkError: 'the connection was closed' })).toMatchObject({
		kind: 'failed',
		message: expect.stringContaining('Unclear') as string,
	});
});

it('tries nothing again once stopped; what waits for another try ends as it is', async () => {
	const tried: string[] = [];
	const ends: Array<[number, string]> = [];
	let stopped = false;
	await sendAll(
		[job(0), job(1), job(2)],
		({ id }, { outcome }) => void ends.push([id, outcome.kind]),
		{
			...unpaced(),
			perform: async ({ query }) => {
				tried.push(query.messageId!);
				return { httpStatus: 503, body: {} };
			},
			wait: async () => void (stopped ||= tried.length >= 2),
			concurrency: 2,
			isStopped: () => stopped,
		},
	);
	expect(tried).toEqual([...new Set(tried)]);
	expect(ends.map(([id]) => String(id)).sort()).toEqual(tried);
	expect(tried.length).toBeLessThan(4);
});

it('starts nothing more when its list breaks', async () => {
	let started = 0;
	async function* jobs() {
		yield job(0);
		yield job(1);
		await Promise.resolve();
		throw new Error('the list broke');
	}
	await expect(
		sendAll(jobs(), () => {}, {
			...unpaced(),
			perform: async () => {
				started++;
				return { httpStatus: 503, body: {} };
			},
			wait: async () => await new Promise(setImmediate),
			concurrency: 2,
			isStopped: () => false,
		}),
	).rejects.toThrow('the list broke');
	await new Promise(setImmediate);
	expect(started).toBe(2);
});

it('takes jobs one by one, when their turn comes', async () => {
	let taken = 0;
	const most: number[] = [];
	let ended = 0;
	function* jobs() {
		for (; taken < 20; taken++) {
			most.push(taken - ended);
			yield job(taken);
		}
	}
	await sendAll(jobs(), () => ended++, {
		...unpaced(),
		perform: async () => OK,
		wait: async () => {},
		concurrency: 3,
		isStopped: () => false,
	});
	expect(ended).toBe(20);
	// Three under way, and as many that may wait for another try.
	expect(Math.max(...most)).toBeLessThanOrEqual(6);
});

it('sends nothing that was waiting for its turn when the run was stopped', async () => {
	const started: string[] = [];
	let stopped = false;
	await sendAll([job(0), job(1)], () => {}, {
		...unpaced(),
		pace: new Pace(1, () => 0),
		perform: async ({ query }) => {
			started.push(query.messageId!);
			return OK;
		},
		wait: async () => void (stopped = true),
		concurrency: 2,
		isStopped: () => stopped,
	});
	expect(started).toEqual(['0']);
});
