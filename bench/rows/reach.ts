import { inTurns, median, ratios, scaled, spread } from '../measure';
import type { Row } from '../row';
import { startStage } from '../workers/stage';

const NUMBERS = 50_000;
const SAMPLE = 2_000;
const LATENCIES_MS = [20, 80];
/** Reading 50,000 numbers takes n8n half a minute, so that more rounds than that cost too much. */
const MOST_ROUNDS = 3;

/**
 * How long it takes to know which of 50,000 numbers can be reached: Check Many, which asks for up to
 * 10,000 in a call, against Check on each. Single checks are measured on a sample of the same numbers
 * and scaled up; they answer what the phones can show as well, which Check Many cannot. Google's bulk
 * call may take longer than the latency given here for all calls; what it takes is not published.
 */
export const reach: Row = {
	name: 'reach',
	async measure(effort, say) {
		const count = scaled(NUMBERS, effort);
		const sample = scaled(SAMPLE, effort);
		const rounds = Math.min(effort.rounds, MOST_ROUNDS);
		const lines: string[][] = [];
		const stage = await startStage();
		try {
			const engines = { check: await stage.engine(), checkMany: await stage.engine() };
			for (const latencyMs of LATENCIES_MS) {
				say(`${latencyMs} ms`);
				const seconds = await inTurns(['check', 'checkMany'] as const, { rounds }, async (side) => {
					await stage.platform.ask('reset', latencyMs);
					const numbers = side === 'check' ? sample : count;
					const { milliseconds, items } = await engines[side].ask('time', side, numbers, 1);
					const answered = items[0]! + items[1]!;
					if (answered !== numbers) throw new Error(`${side}: ${answered} of ${numbers}`);
					return ((milliseconds / 1000) * count) / numbers;
				});
				const faster = median(ratios(seconds.check, seconds.checkMany)).toFixed(0);
				const latency = `${latencyMs} ms`;
				lines.push([latency, 'Check, scaled up', spread(seconds.check), '1 ×']);
				lines.push([latency, 'Check Many', spread(seconds.checkMany, 1), `${faster} ×`]);
			}
		} finally {
			await stage.end();
		}
		return {
			title: `Reachability of ${count.toLocaleString('en')} numbers`,
			notes: [
				`In n8n's own engine. Check was measured on ${sample.toLocaleString('en')} of the numbers, 10 at once, and multiplied; Check Many on all of them.`,
				'Half of the numbers are reachable. Every call takes the latency, the bulk call as well.',
				`${rounds} runs of each.`,
			],
			columns: ['Latency', 'Operation', 'Seconds', 'Faster'],
			lines,
		};
	},
};
