import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

interface Result {
	output: number;
	item: INodeExecutionData;
}

/** What the input items of a run led to. */
export class Results {
	/** An item that led to nothing yet has no entry. */
	private readonly byItem: Array<Result[] | undefined>;
	private readonly failures = new Set<number>();

	/** @param count input items */
	constructor(count: number) {
		this.byItem = Array.from({ length: count }, () => undefined);
	}

	add(itemIndex: number, output: number, item: INodeExecutionData): void {
		// Not pushed: an array that grows takes room for 17, and there are many with one.
		this.byItem[itemIndex] = [...(this.byItem[itemIndex] ?? []), { output, item }];
	}

	/**
	 * Notes that an item failed.
	 *
	 * @param shown takes the place of all it led to, on the first output
	 */
	fail(itemIndex: number, shown?: INodeExecutionData): void {
		this.failures.add(itemIndex);
		if (shown) this.byItem[itemIndex] = [{ output: 0, item: shown }];
	}

	/** How many input items failed. */
	get failed(): number {
		return this.failures.size;
	}

	/** Input items that have an end, ascending. */
	get done(): number[] {
		return [...this.byItem.keys()].filter((itemIndex) => this.byItem[itemIndex] !== undefined);
	}

	/** How many input items left by each output, and how many of them were repeats; no failed ones. */
	counts(outputCount: number): { byOutput: number[]; repeated: number } {
		const byOutput = Array.from({ length: outputCount }, () => 0);
		let repeated = 0;
		this.byItem.forEach((results, itemIndex) => {
			const first = results?.[0];
			if (!first || this.failures.has(itemIndex)) return;
			byOutput[first.output]!++;
			if (first.item.json.repeated === true) repeated++;
		});
		return { byOutput, repeated };
	}

	/** IDs and numbers of all that was accepted or found unreachable. */
	identities(): IDataObject[] {
		return this.byItem.flatMap((results = [], item) =>
			results.map(({ item: { json } }) => {
				const { messageId, phoneNumber, reachable } = json;
				return { item, messageId, phoneNumber, ...(reachable === false && { reachable }) };
			}),
		);
	}

	/** The items of each output, in the order of the input; the last takes what there is no output for. */
	outputs(outputCount: number): INodeExecutionData[][] {
		const outputs: INodeExecutionData[][] = Array.from({ length: outputCount }, () => []);
		for (const results of this.byItem) {
			if (!results) continue;
			for (const { output, item } of results)
				outputs[Math.min(output, outputCount - 1)]!.push(item);
		}
		return outputs;
	}
}
