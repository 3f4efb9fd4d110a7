import { inTurns, scaled, spread } from '../measure';
import type { Row } from '../row';
import { startStage } from '../workers/stage';

const MESSAGES = 5000;
const PER_SECOND = 50;
const LATENCY_MS = 80;
/** A run takes a hundred seconds by itself. */
const MOST_ROUNDS = 2;

const SIDES = {
	sendText10: 'Our Send Text, 10 at once',
	sendText50: 'Our Send Text, 50 at once',
};
type Side = keyof typeof SIDES;
const ORDER = Object.keys(SIDES) as Side[];

/**
 * A platform that takes so many messages a second and answers 429 to the others: how near to that a
 * campaign comes without being told, and how many of its requests are refused. The reference is the
 * limit itself. What Google's quota is like is not published.
 */
export const limit: Row = {
	name: 'limit',
	async measure(effort, say) {
		const count = scaled(MESSAGES, effort);
		const rounds = Math.min(effort.rounds, MOST_ROUNDS);
		const stage = await startStage();
		try {
			const engines = { sendText10: await stage.engine(), sendText50: await stage.engine() };
			const turns = await inTurns(ORDER, { rounds }, async (side) => {
				await stage.platform.ask('reset', LATENCY_MS, PER_SECOND);
				const { milliseconds, items } = await engines[side].ask('time', side, count, 2);
				if (items[0] !== count) throw new Error(`${side} sent ${items[0]} of ${count}`);
				const { 429: refused = 0, ...others } = await stage.platform.ask('answers');
				const requests = Object.values(others).reduce((sum, each) => sum + each, refused);
				say(`${SIDES[side]}: ${(milliseconds / 1000).toFixed(0)} s`);
				return {
					seconds: milliseconds / 1000,
					ofLimit: ((count / milliseconds) * 1000 * 100) / PER_SECOND,
					refused: (refused / requests) * 100,
				};
			});
			const values = (side: Side, field: keyof (typeof turns)[Side][number]) =>
				turns[side].map((turn) => turn[field]);
			return {
				title: `${count.toLocaleString('en')} messages to a platform that takes ${PER_SECOND} a second`,
				notes: [
					`In n8n's own engine, ${LATENCY_MS} ms latency, the node's Messages per Second left at 0: it is not told. The first second's worth is taken at once.`,
					`${rounds} runs of each.`,
				],
				columns: ['Sender', 'Seconds', '% of the limit', '% of requests refused'],
				lines: ORDER.map((side) => [
					SIDES[side],
					spread(values(side, 'seconds'), 1),
					spread(values(side, 'ofLimit'), 1),
					spread(values(side, 'refused'), 1),
				]),
			};
		} finally {
			await stage.end();
		}
	},
};
