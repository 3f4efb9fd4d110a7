/** How a run went, in numbers. */
export interface TallyOfRun {
	/** Input items. */
	items: number;
	/** Items by the name of the output they left by. */
	byOutput: ReadonlyArray<readonly [name: string, count: number]>;
	/** Of those, messages the platform had from an earlier run. */
	repeated: number;
	failed: number;
	/** Tries after the first. */
	retries: number;
	/** Tries that the platform refused for being too many. */
	throttled: number;
	milliseconds: number;
}

const number = (value: number) => value.toLocaleString('en-US');

function duration(milliseconds: number): string {
	const seconds = Math.max(1, Math.round(milliseconds / 1000));
	if (seconds < 120) return `${seconds} s`;
	return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Items that have an end so far, "480 sent, 20 unreachable, 0 failed". */
export function countsOf({ byOutput, failed }: TallyOfRun): string {
	const counts = byOutput.map(([name, count]) => `${number(count)} ${name.toLowerCase()}`);
	return [...counts, `${number(failed)} failed`].join(', ');
}

/** One or two sentences about a run, for the hint on the node's output. */
export function summaryOf(tally: TallyOfRun): string {
	const { items, repeated, retries, throttled, milliseconds } = tally;
	const perSecond = Math.round((items / Math.max(milliseconds, 1)) * 1000);
	const parts = [
		`${number(items)} items in ${duration(milliseconds)} (${number(perSecond)} per second): ${countsOf(tally)}.`,
	];
	if (repeated > 0) {
		parts.push(
			`${number(repeated)} had been sent before under the same ID and did not arrive again.`,
		);
	}
	if (retries > 0) {
		const why = throttled > 0 ? `, ${number(throttled)} because the platform asked for less` : '';
		const tries = retries === 1 ? '1 try was' : `${number(retries)} tries were`;
		parts.push(`${tries} repeated${why}.`);
	}
	return parts.join(' ');
}

/** Item numbers as people write them: "0–411, 413"; "none" if there are none. */
export function rangesOf(ascending: readonly number[]): string {
	const ranges: Array<[first: number, last: number]> = [];
	for (const item of ascending) {
		const range = ranges.at(-1);
		if (range && range[1] === item - 1) range[1] = item;
		else ranges.push([item, item]);
	}
	const texts = ranges.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
	return texts.join(', ') || 'none';
}
