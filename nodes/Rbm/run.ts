import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { sleep, tryToParseDateTime } from 'n8n-workflow';

import { stableUuid } from '../../rbm/ids';
import type { RbmRequest } from '../../rbm/request';
import type { ReadParameter, Speed } from './actions/operation';
import { inputFailure, type NodeFailure } from './failures';
import { Pace } from './pace';
import { plainValue } from './plainValue';
import { Results } from './results';
import { sendAll, type Sent } from './sender';
import { StopSign } from './stopSign';
import { countsOf, rangesOf, summaryOf, type TallyOfRun } from './tally';
import { createTransport, type Perform } from './transport';

/** As fast as the platform takes it, with a few connections: a speed that suits everybody. */
export const DEFAULT_SPEED: Speed = { concurrency: 10, perSecond: Infinity };

const PROGRESS_EVERY_MS = 10_000;
/** Items whose fields are read without a pause; n8n takes about a millisecond for an item's expressions. */
const AT_A_STRETCH = 50;

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
	/** Whether the user wants the other items to go on when one fails. */
	readonly goesOn: boolean;
	private readonly results: Results;
	private readonly startedAt = Date.now();
	private reportedAt = Date.now();
	private retries = 0;
	private throttled = 0;
	private perform: Promise<Perform> | undefined;
	private identity: Array<string | number> | undefined;

	/** @param outputNames names of the outputs; a single one has none on the canvas */
	constructor(
		readonly context: IExecuteFunctions,
		private readonly outputNames: readonly string[],
	) {
		this.items = context.getInputData();
		this.goesOn = context.continueOnFail();
		this.results = new Results(this.items.length);
	}

	/** Reader of one item's parameters; a resource locator gives its value. */
	parameters(itemIndex: number): ReadParameter {
		return (name, fallback) =>
			plainValue(this.context.getNodeParameter(name, itemIndex, fallback as string));
	}

	/**
	 * Reads what is the same for all items.
	 *
	 * @throws a failure of the node, not of an item
	 */
	ofAllItems<T>(read: (parameter: ReadParameter) => T): T {
		try {
			return read(this.parameters(0));
		} catch (error) {
			throw inputFailure(this.context.getNode(), error);
		}
	}

	/**
	 * A UUID that is a function of instance, workflow, execution, node, run and item: n8n's Retry On
	 * Fail, or a queue that repeats a job, runs the whole node again, and no phone may get a message
	 * twice.
	 */
	stableId(itemIndex: number): string {
		this.identity ??= this.identityOfRun();
		return stableUuid(...this.identity, itemIndex);
	}

	private identityOfRun(): Array<string | number> {
		const { context } = this;
		return [
			context.getInstanceId(),
			String(context.getWorkflow().id),
			context.getExecutionId(),
			context.getNode().id,
			Number(context.evaluateExpression('{{ $runIndex }}', 0)),
		];
	}

	/** A time as people and expressions write it, in the workflow's zone if it has none; NaN if none. */
	toMillis(time: unknown): number {
		try {
			return tryToParseDateTime(time, this.context.getTimezone()).toMillis();
		} catch {
			return Number.NaN;
		}
	}

	/** Puts an item on an output. */
	place(
		itemIndex: number,
		output: number,
		item: Pick<INodeExecutionData, 'json' | 'binary'>,
	): void {
		const paired = { ...item, pairedItem: { item: itemIndex } };
		this.results.add(itemIndex, output, paired);
	}

	/**
	 * Notes that an item failed.
	 *
	 * @throws the failure, unless the user asked to continue
	 */
	fail(itemIndex: number, error: unknown): void {
		const failure = inputFailure(this.context.getNode(), error, itemIndex);
		this.results.fail(itemIndex, this.goesOn ? this.failedItem(failure, itemIndex) : undefined);
		if (!this.goesOn) throw failure;
	}

	/** Runs something for each input item; see {@link forEach}. */
	async forEachItem(action: (itemIndex: number) => void): Promise<void> {
		await this.forEach([...this.items.keys()], action);
	}

	/**
	 * Runs something for each of these items; what it throws is that item's failure. n8n does other
	 * work in between, and can stop it.
	 */
	async forEach(
		itemIndexes: readonly number[],
		action: (itemIndex: number) => void,
	): Promise<void> {
		for (const [count, itemIndex] of itemIndexes.entries()) {
			if (count > 0 && count % AT_A_STRETCH === 0) await sleep(0);
			if (this.isStopped()) return;
			this.attempt(itemIndex, () => action(itemIndex));
		}
	}

	/** Whether the user stopped the execution. */
	private isStopped(): boolean {
		return this.context.getExecutionCancelSignal()?.aborted === true;
	}

	/** Fails all items that have no end yet: the node itself cannot go on. @throws unless the user asked to continue */
	failRest(error: unknown): void {
		const done = new Set(this.results.done);
		for (const itemIndex of this.items.keys()) {
			if (!done.has(itemIndex)) this.fail(itemIndex, error);
		}
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
	 * Sends requests and hands each end over, some under way at a time. A failure that `onSent` throws
	 * is the item's; unless the user asked to continue, nothing more is started then, and it ends the
	 * run with what was done so far in its details.
	 *
	 * When the user stops the execution, n8n cuts off the requests under way and this returns at once.
	 * n8n 2.41 stores nothing of a node that was stopped by hand, so what was done is shown as well.
	 */
	async send<T extends ItemRequest>(
		jobs: Iterable<T> | AsyncIterable<T>,
		onSent: (job: T, sent: Sent) => void,
		{ concurrency, perSecond }: Speed = DEFAULT_SPEED,
	): Promise<void> {
		const perform = await this.transport();
		const stop = new StopSign(this.context.getExecutionCancelSignal());
		let failure: NodeFailure | undefined;
		const sending = sendAll(
			jobs,
			(job, sent) => {
				if (this.isStopped()) return;
				this.retries += sent.tries - 1;
				this.throttled += sent.throttled;
				try {
					this.attempt(job.itemIndex, () => onSent(job, sent));
				} catch (error) {
					failure ??= inputFailure(this.context.getNode(), error, job.itemIndex);
					stop.raise();
				}
				this.reportProgress();
			},
			{
				perform,
				pace: new Pace(perSecond, Date.now),
				wait: async (milliseconds) => await stop.wait(milliseconds),
				now: Date.now,
				random: Math.random,
				concurrency,
				isStopped: () => stop.isRaised,
			},
		);
		try {
			await Promise.race([sending, stop.whenStopped]);
		} finally {
			stop.release();
		}
		if (failure) throw this.withWhatWasDone(failure);
	}

	private async transport(): Promise<Perform> {
		this.perform ??= createTransport(this.context);
		try {
			return await this.perform;
		} catch (error) {
			throw inputFailure(this.context.getNode(), error);
		}
	}

	/**
	 * The items of each output, in the order of the input. As an AI agent's tool the node has one, and
	 * the model hears all.
	 */
	outputs(): INodeExecutionData[][] {
		return this.results.outputs(this.isTool() ? 1 : this.outputNames.length);
	}

	/** Tells on the node's output how it went; for one item there is nothing to sum up. */
	hintAtSummary(): void {
		const isStopped = this.isStopped();
		if (isStopped) this.show(this.stopped());
		if (this.items.length < 2) return;
		this.context.addExecutionHints({
			message: isStopped ? this.stopped() : summaryOf(this.tally()),
			type: isStopped || this.results.failed > 0 ? 'warning' : 'info',
			location: 'outputPane',
		});
	}

	/** What was done when the user stopped the execution. */
	private stopped(): string {
		const { done } = this.results;
		return `Stopped after ${done.length} of ${this.items.length} items (${rangesOf(done)}): ${countsOf(this.tally())}. A few more may have been on their way. Under a Send Once Key you can run it again, and nobody gets it twice.`;
	}

	/** In the log, and in the browser's console when run by hand: n8n has no other place meanwhile. */
	private show(text: string): void {
		const line = `${this.context.getNode().name}: ${text}`;
		this.context.logger.info(line);
		this.context.sendMessageToUI(line);
	}

	private tally(): TallyOfRun {
		const { byOutput, repeated } = this.results.counts(this.outputNames.length);
		return {
			items: this.items.length,
			byOutput: this.outputNames.map((name, index) => [name, byOutput[index]!] as const),
			repeated,
			failed: this.results.failed,
			retries: this.retries,
			throttled: this.throttled,
			milliseconds: Date.now() - this.startedAt,
		};
	}

	/** A long run shows how far it is. */
	private reportProgress(): void {
		const now = Date.now();
		if (now - this.reportedAt < PROGRESS_EVERY_MS) return;
		this.reportedAt = now;
		const tally = this.tally();
		this.show(`${countsOf(tally)} of ${tally.items} items`);
	}

	/** Adds to a failure what was accepted before it: that is sent, whatever becomes of the run. */
	private withWhatWasDone(failure: NodeFailure): NodeFailure {
		const { done } = this.results;
		if (done.length === 0) return failure;
		const counts = countsOf(this.tally());
		failure.description = [
			failure.description,
			`Before that: ${counts}, of ${this.items.length} items (done: ${rangesOf(done)}; their message IDs are in the error's data). Run again, nothing is sent twice under the same Send Once Key; choose "Continue" under On Error to have one bad item not stop the others.`,
		]
			.filter(Boolean)
			.join(' ');
		failure.context.data = { done: this.results.identities() };
		return failure;
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
