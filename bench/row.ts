/** How much a run does. */
export interface Effort {
	/** Runs of each side, taken in turns. */
	rounds: number;
	/** Multiplies what a run sends, fetches or starts; 1 is what RESULTS.md is made with. */
	scale: number;
}

/** What a row found, ready to print. */
export interface RowResult {
	title: string;
	/** How it was measured, and what it does not say. */
	notes: string[];
	columns: string[];
	lines: string[][];
}

/** One thing that is measured, ours and its references in one run. */
export interface Row {
	/** What it is called on the command line. */
	name: string;
	measure: (effort: Effort, say: (line: string) => void) => Promise<RowResult>;
}
