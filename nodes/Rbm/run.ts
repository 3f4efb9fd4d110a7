import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isResourceLocatorValue, sleep, tryToParseDateTime } from 'n8n-workflow';

import { stableUuid } from '../../rbm/ids';
import type { RbmOutcome } from '../../rbm/outcome';
import type { RbmRequest } from '../../rbm/request';
import type { ReadParameter } from './actions/operation';
import { inputFailure, type NodeFailure } from './failures';
import { sendAll } from './sender';
import { createTransport, type Perform } from './transport';

const CONCURRENCY = 5;

/** A request and the item it is for. */
export interface ItemRequest {
	itemIndex: number;
	request: RbmRequest;
}

/**
 * What of an input item goes along on a good result. An `error` from before stays behind: n8n would
 * take the item for a failed one, or run the node again.
 */
export function carried({ json, binary }: INodeExecutionData): INodeExecutionData {
	const fields = { ...json };
	delete fields.error;
	return { json: fields, ...(binary && { binary }) };
}

/**
 * One run of the node: reads parameters, sends requests, and collects for every item either the items
 * it leads to or its failure. It knows n8n's rules for continuing, no operation does.
 */
export class Run {
	readonly items: INodeExecutionData[];
	private readonly goOn: boolean;
	private readonly results: Array<Array<{ output: number; item: INodeExecutionData }>>;
	private perform: Promise<Perform> | undefined;

	constructor(
		readonly context: IExecuteFunctions,
		private readonly outputCount: number,
	) {
		this.items = context.getInputData();
		this.goOn = context.continueOnFail();
		this.results = this.items.map(() => []);
	}

	/** Reader of one item's parameters; a resource locator gives its value. */
	parameters(itemIndex: number): ReadParameter {
		return (name, fallback) => {
			// n8n's own `extractValue` fails for fields that are not shown.
			const value = this.context.getNodeParameter(name, itemIndex, fallback as string) as unknown;
			return isResourceLocatorValue(value) ? value.value : value;
		};
	}

	/**
	 * A UUID that is a function of instance, workflow, execution, node, run and item: n8n's Retry On
	 * Fail, or a queue that repeats a job, runs the whole node again, and no phone may get a message
	 * twice.
	 */
	stableId(itemIndex: number): string {
		const { context } = this;
		const runIndex = Number(context.evaluateExpression('{{ $runIndex }}', itemIndex));
		return stableUuid(
			context.getInstanceId(),
			String(context.getWorkflow().id),
			context.getExecutionId(),
			context.getNode().id,
			runIndex,
			itemIndex,
		);
	}

	/** A time as people and expressions write it, in the workflow's zone if it has none; NaN if none. */
	toMillis(time: unknown): number {
		try {
			return tryToParseDateTime(time, this.context.getTimezone()).toMillis();
		} catch {
			return Number.NaN;
		}
	}

	/** Puts an item on an output. As an AI agent's tool the node has one, and the model hears all. */
	place(
		itemIndex: number,
		output: number,
		item: Pick<INodeExecutionData, 'json' | 'binary'>,
	): void {
		this.results[itemIndex]!.push({
			output: this.isTool() ? 0 : output,
			item: { ...item, pairedItem: { item: itemIndex } },
		});
	}

	/**
	 * Notes that an item failed.
	 *
	 * @throws the failure, unless the user asked to continue
	 */
	fail(itemIndex: number, error: unknown): void {
		const failure = inputFailure(this.context.getNode(), error, itemIndex);
		if (!this.goOn) throw failure;
		this.results[itemIndex] = [{ output: 0, item: this.failedItem(failure, itemIndex) }];
	}

	/** Runs something for each item; what it throws is that item's failure. */
	forEachItem(action: (itemIndex: number) => void): void {
		this.items.forEach((_, itemIndex) => this.attempt(itemIndex, () => action(itemIndex)));
	}

	/** Runs something for one item; what it throws is the item's failure. */
	attempt(itemIndex: number, action: () => void): void {
		try {
			action();
		} catch (error) {
			this.fail(itemIndex, error);
		}
	}

	/**
	 * Sends requests and hands each outcome over, a few under way at a time. A failure that
	 * `onOutcome` throws is the item's; unless the user asked to continue, nothing more is started
	 * then and it ends the run.
	 */
	async send<T extends ItemRequest>(
		jobs: readonly T[],
		onOutcome: (job: T, outcome: RbmOutcome) => void,
	): Promise<void> {
		if (jobs.length === 0) return;
		const signal = this.context.getExecutionCancelSignal();
		let stopped: NodeFailure | undefined;
		await sendAll(
			jobs.map(({ request }) => request),
			(index, outcome) => {
				const job = jobs[index]!;
				try {
					this.attempt(job.itemIndex, () => onOutcome(job, outcome));
				} catch (error) {
					stopped ??= inputFailure(this.context.getNode(), error, job.itemIndex);
				}
			},
			{
				perform: await this.transport(),
				sleep,
				random: Math.random,
				concurrency: CONCURRENCY,
				isStopped: () => stopped !== undefined || signal?.aborted === true,
			},
		);
		if (stopped) throw stopped;
	}

	private async transport(): Promise<Perform> {
		this.perform ??= createTransport(this.context);
		try {
			return await this.perform;
		} catch (error) {
			throw inputFailure(this.context.getNode(), error);
		}
	}

	/** The items of each output, in the order of the input. */
	outputs(): INodeExecutionData[][] {
		const count = this.isTool() ? 1 : this.outputCount;
		const outputs: INodeExecutionData[][] = Array.from({ length: count }, () => []);
		for (const { output, item } of this.results.flat()) outputs[output]!.push(item);
		return outputs;
	}

	private isTool(): boolean {
		return this.context.isToolExecution() || this.context.getNode().type.endsWith('Tool');
	}

	/**
	 * An item that failed where the user asked to continue. n8n moves it to the error output, together
	 * with its input, if it holds nothing but `error`, `message` and `details`; an `error` beside `json`
	 * would cost the input (n8n-core 2.41, handleNodeErrorOutput and normalizeNodeErrors). On the
	 * regular output nobody adds the input, so it is added here.
	 */
	private failedItem({ message, description }: NodeFailure, itemIndex: number): INodeExecutionData {
		const { json, binary } = this.items[itemIndex]!;
		const failure: IDataObject = { error: message, ...(description && { details: description }) };
		const ownOutput = this.context.getNode().onError === 'continueErrorOutput';
		return {
			json: ownOutput ? failure : { ...json, ...failure },
			...(binary && { binary }),
			pairedItem: { item: itemIndex },
		};
	}
}
