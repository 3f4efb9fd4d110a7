import type { Effort } from './row';

/**
 * Measures the sides in turns, A B C A B C, so that whatever the machine does meanwhile meets all of
 * them. Returns what each gave, in the order of the rounds: the values of one index belong together.
 */
export async function inTurns<Side extends string, Value>(
	sides: readonly Side[],
	{ rounds }: Pick<Effort, 'rounds'>,
	run: (side: Side, round: number) => Promise<Value>,
): Promise<Record<Side, Value[]>> {
	const results = Object.fromEntries(sides.map((side) => [side, []])) as unknown as Record<
		Side,
		Value[]
	>;
	for (let round = 0; round < rounds; round++) {
		for (const side of sides) results[side].push(await run(side, round));
	}
	return results;
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	if (sorted.length % 2 === 1) return sorted[Math.floor(middle)]!;
	return (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** What it is times as much as the reference, round by round. */
export function ratios(values: readonly number[], reference: readonly number[]): number[] {
	return values.map((value, round) => value / reference[round]!);
}

/** Median and, in brackets, the least and the most. */
export function spread(values: readonly number[], digits = 0): string {
	const text = (value: number) => value.toFixed(digits);
	return `${text(median(values))} (${text(Math.min(...values))}–${text(Math.max(...values))})`;
}

/** A number to run with at this effort, never less than the least that makes sense. */
export function scaled(count: number, { scale }: Pick<Effort, 'scale'>, least = 1): number {
	return Math.max(least, Math.round(count * scale));
}
