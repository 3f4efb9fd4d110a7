import { inTurns, median, ratios, scaled, spread } from '../measure';
import type { Row } from '../row';
import { startStage } from '../workers/stage';
import type { SubjectName } from '../workers/subjects';

const ITEMS = 50_000;
/** A run of ours takes minutes, and memory varies little from run to run. */
const MOST_ROUNDS = 2;

const SIDES = {
	set: "n8n's Edit Fields (Set)",
	sendText: 'Our Send Text, on error continue',
	sendTextOrStop: 'Our Send Text, on error stop',
} satisfies Partial<Record<SubjectName, string>>;
type Side = keyof typeof SIDES;
const ORDER = Object.keys(SIDES) as Side[];

/**
 * The most memory that the process of n8n's engine takes while one node handles 50,000 items. Edit
 * Fields, which keeps all fields and adds the number and the text from the same two expressions as
 * ours, is the least that a node with as many items takes. Items are kept twice in both, before and
 * after the node, as n8n does.
 */
export const memory: Row = {
	name: 'memory',
	async measure(effort, say) {
		const count = scaled(ITEMS, effort);
		const rounds = Math.min(effort.rounds, MOST_ROUNDS);
		const stage = await startStage();
		try {
			const results = await inTurns(ORDER, { rounds }, async (side) => {
				await stage.platform.ask('reset', 0);
				const engine = await stage.engine();
				const result = await engine.ask('memory', side, count);
				await engine.end();
				say(`${SIDES[side]}: ${(result.peak / 1e6).toFixed(0)} MB`);
				return result;
			});
			const values = (side: Side, field: keyof (typeof results)[Side][number], unit = 1e6) =>
				results[side].map((result) => result[field] / unit);
			const compared = (side: Side, field: 'peak' | 'heap') =>
				`${median(ratios(values(side, field), values('set', field))).toFixed(2)} ×`;
			return {
				title: `Memory for ${count.toLocaleString('en')} items`,
				notes: [
					'Rows of eight fields, about 300 bytes; Edit Fields adds number and text from the same two expressions that Send Text has. A fresh process for each run, 0 ms latency. Nothing forces a garbage collection.',
					'"Peak" is the whole process (resident set), "before" the same with the engine and the input loaded. "Heap" is V8\'s, just before its collections, "live" what was left after a full one, if there was one.',
					`${rounds} runs of each.`,
				],
				columns: [
					...['Node', 'Peak MB', 'To Set', 'Before MB', 'Heap MB', 'To Set', 'Live MB'],
					'Seconds',
				],
				lines: ORDER.map((side) => [
					SIDES[side],
					spread(values(side, 'peak')),
					compared(side, 'peak'),
					spread(values(side, 'before')),
					spread(values(side, 'heap')),
					compared(side, 'heap'),
					Math.max(...values(side, 'live')) > 0 ? spread(values(side, 'live')) : '–',
					spread(values(side, 'milliseconds', 1000), 1),
				]),
			};
		} finally {
			await stage.end();
		}
	},
};
