/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reason: runs beside n8n, never inside it */
import { Pace } from '../../nodes/Rbm/pace';
import { sendAll } from '../../nodes/Rbm/sender';
import type { RawAnswer } from '../../rbm/outcome';

const OK: RawAnswer = { httpStatus: 200, body: {} };

/** Numbers from 0 up to 1, the same for the same seed. */
function chance(seed: number): () => number {
	return () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
}

/** A clock that jumps to the next thing to happen once nothing else goes on. */
class VirtualTime {
	now = 0;
	private readonly sleepers: Array<{ at: number; wake: () => void }> = [];

	async wait(milliseconds: number): Promise<void> {
		await new Promise<void>((wake) => this.sleepers.push({ at: this.now + milliseconds, wake }));
	}

	async run<T>(work: Promise<T>): Promise<T> {
		let isDone = false;
		const done = work.finally(() => (isDone = true));
		while (!isDone) {
			await new Promise(setImmediate);
			this.sleepers.sort((a, b) => a.at - b.at);
			const next = this.sleepers.shift();
			if (next) {
				this.now = next.at;
				next.wake();
			}
		}
		return await done;
	}
}

/** A platform that refuses what is over its limit, by a bucket that holds one second's worth. */
function limited(time: VirtualTime, perSecond: number, retryAfterSeconds?: number) {
	let tokens = perSecond;
	let filledAt = 0;
	return (): RawAnswer => {
		tokens = Math.min(perSecond, tokens + ((time.now - filledAt) / 1000) * perSecond);
		filledAt = time.now;
		if (tokens < 1) return { httpStatus: 429, body: {}, retryAfterSeconds };
		tokens--;
		return OK;
	};
}

/** Sends many messages to a platform at 80 ms; everything runs in virtual time. */
async function campaign(
	messages: number,
	{ concurrency, most = Infinity }: { concurrency: number; most?: number },
	platform: (time: VirtualTime) => () => RawAnswer,
) {
	const time = new VirtualTime();
	const answer = platform(time);
	let requests = 0;
	let refused = 0;
	let accepted = 0;
	const starts: number[] = [];
	const request = { api: 'messaging', method: 'POST', path: '/', query: {} } as const;
	const sending = sendAll(
		Array.from({ length: messages }, () => ({ request })),
		(_, { outcome }) => void (outcome.kind === 'accepted' && accepted++),
		{
			perform: async () => {
				requests++;
				starts.push(time.now);
				await time.wait(40);
				const result = answer();
				if (result.httpStatus === 429) refused++;
				await time.wait(40);
				return result;
			},
			pace: new Pace(most, () => time.now),
			wait: async (milliseconds) => await time.wait(milliseconds),
			now: () => time.now,
			random: chance(1),
			concurrency,
			isStopped: () => false,
		},
	);
	await time.run(sending);
	return { accepted, requests, starts, perSecond: accepted / (time.now / 1000), refused };
}

it.each([5, 10, 20, 50])(
	'finds a platform limit of 50 per second by itself, %i at a time',
	async (concurrency) => {
		for (const retryAfterSeconds of [undefined, 1]) {
			const { accepted, perSecond, refused, requests } = await campaign(
				5000,
				{ concurrency },
				(time) => limited(time, 50, retryAfterSeconds),
			);
			expect(accepted).toBe(5000);
			expect(perSecond).toBeGreaterThan(45);
			expect(refused / requests).toBeLessThan(0.05);
		}
	},
);

it('goes as fast as the platform as long as nothing is refused', async () => {
	const { perSecond } = await campaign(2000, { concurrency: 20 }, () => () => OK);
	expect(perSecond).toBeGreaterThan(245);
});

it('spreads the starts over the time a call takes, so that answers do not come in bunches', async () => {
	const { starts } = await campaign(500, { concurrency: 10 }, () => () => OK);
	const settled = starts.slice(100);
	const distances = settled.slice(1).map((start, index) => start - settled[index]!);
	expect(Math.min(...distances)).toBeGreaterThan(7);
});

it.each([1, 2, 3])(
	'is not slowed down for good by refusals that come at any pace (seed %i)',
	async (seed) => {
		const random = chance(seed * 7919);
		const { perSecond, accepted } = await campaign(
			10_000,
			{ concurrency: 50 },
			() => () => (random() < 0.05 ? { httpStatus: 429, body: {}, retryAfterSeconds: 1 } : OK),
		);
		expect(accepted).toBe(10_000);
		// 50 at a time and 80 ms each are 625 a second; the first seconds go by in finding out.
		expect(perSecond).toBeGreaterThan(250);
	},
);

it('finds the limit among refusals that come at any pace', async () => {
	const random = chance(7919);
	const { perSecond, accepted, refused, requests } = await campaign(
		5000,
		{ concurrency: 20 },
		(time) => {
			const limit = limited(time, 50, 1);
			return () =>
				random() < 0.05 ? { httpStatus: 429, body: {}, retryAfterSeconds: 1 } : limit();
		},
	);
	expect(accepted).toBe(5000);
	expect(perSecond).toBeGreaterThan(44);
	expect(refused / requests).toBeLessThan(0.1);
});

it('recovers when the platform takes more again', async () => {
	const { perSecond } = await campaign(20_000, { concurrency: 20 }, (time) => {
		const tight = limited(time, 20);
		return () => (time.now < 20_000 ? tight() : OK);
	});
	expect(perSecond).toBeGreaterThan(110);
});

it.each([0, 20_000])('gets going again after it took nothing, from %i ms on', async (from) => {
	const { accepted, perSecond } = await campaign(
		10_000,
		{ concurrency: 20 },
		(time) => () =>
			time.now >= from && time.now < from + 35_000
				? { httpStatus: 429, body: {}, retryAfterSeconds: 30 }
				: OK,
	);
	expect(accepted).toBe(10_000);
	// 40 seconds without the breakdown, which itself takes 60 with the platform's wish.
	expect(perSecond).toBeGreaterThan(50);
});

it("keeps to the user's limit, evenly", async () => {
	const { starts, perSecond } = await campaign(300, { concurrency: 10, most: 30 }, () => () => OK);
	expect(perSecond).toBeGreaterThan(28);
	for (const start of starts) {
		const inOneSecond = starts.filter((other) => other >= start && other < start + 1000).length;
		expect(inOneSecond).toBeLessThanOrEqual(34);
	}
});

it('leaves the platform alone for as long as it wishes', () => {
	let now = 0;
	const pace = new Pace(Infinity, () => now);
	now = 5000;
	const { period } = pace.book();
	for (let i = 0; i < 10; i++) pace.heard(period, true, 7);
	expect(pace.book().wait).toBe(7000);
});
