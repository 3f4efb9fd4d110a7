import type { IDataObject, IExecuteFunctions, INodeExecutionData, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError, sleep, tryToParseDateTime } from 'n8n-workflow';

import { stableUuid } from '../../rbm/ids';
import { RbmInputError } from '../../rbm/inputError';
import type { RbmOutcome } from '../../rbm/outcome';
import { findOperation } from './actions';
import type { BuildContext, BuiltRequest, Operation } from './actions/operation';
import { sendAll } from './sender';
import { createTransport, type Perform } from './transport';

const CONCURRENCY = 5;

type NodeFailure = NodeApiError | NodeOperationError;
/** What became of one item: a place on an output, or a failure. */
type ItemResult = { output: number; item: INodeExecutionData } | { failure: NodeFailure };

function toMillis(time: unknown, timezone: string): number {
	try {
		return tryToParseDateTime(time, timezone).toMillis();
	} catch {
		return Number.NaN;
	}
}

/**
 * IDs are a function of instance, workflow, execution, node, run and item: n8n's Retry On Fail and a
 * queue that repeats a job run the whole node again, and no phone may get a message twice.
 */
function buildContext(context: IExecuteFunctions, index: number): BuildContext {
	const runIndex = Number(context.evaluateExpression('{{ $runIndex }}', index));
	return {
		id: stableUuid(
			context.getInstanceId(),
			String(context.getWorkflow().id),
			context.getExecutionId(),
			context.getNode().id,
			runIndex,
			index,
		),
		now: Date.now(),
		toMillis: (time) => toMillis(time, context.getTimezone()),
	};
}

/** What stopped an item before anything was sent. */
function asFailure(context: IExecuteFunctions, error: unknown, itemIndex?: number) {
	const where = itemIndex === undefined ? {} : { itemIndex };
	return error instanceof RbmInputError
		? new NodeOperationError(context.getNode(), error.message, { ...where, description: error.fix })
		: new NodeOperationError(context.getNode(), error as Error, where);
}

function requestFailure(
	context: IExecuteFunctions,
	outcome: Extract<RbmOutcome, { kind: 'rejected' | 'failed' }>,
	itemIndex: number,
): NodeApiError {
	const { message, hint, httpStatus } = outcome;
	// Made from text alone: n8n would keep a request's headers, and the token with them.
	return new NodeApiError(
		context.getNode(),
		{ message, ...('status' in outcome && { status: outcome.status }) } as JsonObject,
		{
			message,
			...(hint && { description: hint }),
			...(httpStatus !== undefined && { httpCode: String(httpStatus) }),
			itemIndex,
		},
	);
}

/** Where an item goes that was accepted or whose recipient is unreachable. */
function placeItem(
	operation: Operation,
	{ about, fallback }: BuiltRequest,
	outcome: Extract<RbmOutcome, { kind: 'accepted' | 'unreachable' }>,
	input: INodeExecutionData,
	oneOutput: boolean,
): Pick<INodeExecutionData, 'json' | 'binary'> & { output: number } {
	if (outcome.kind === 'accepted') {
		const body = (outcome.body ?? {}) as IDataObject;
		return { output: 0, json: operation.onAccepted?.(about, body) ?? { ...about, ...body } };
	}
	const { reason } = outcome;
	if (operation.onUnreachable) return { output: 0, json: operation.onUnreachable(about, reason) };
	// The input goes along, as on n8n's error output, so that another channel can take over at once.
	const json = { ...input.json, ...fallback, ...about, reachable: false, reason };
	return { output: oneOutput ? 0 : 1, json, ...(input.binary && { binary: input.binary }) };
}

async function transportFor(context: IExecuteFunctions): Promise<Perform> {
	try {
		return await createTransport(context);
	} catch (error) {
		throw asFailure(context, error);
	}
}

/**
 * Runs the node: every item's parameters become a request first, so that bad input stops the run
 * before anything is sent; then all are sent, and each outcome finds its output.
 */
export async function executeItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const goOn = context.continueOnFail();
	const operation = operationOf(context);
	// As an AI agent's tool the node has one output, and the model must hear "unreachable" there.
	const oneOutput = context.isToolExecution() || context.getNode().type.endsWith('Tool');

	const results: Array<ItemResult | undefined> = items.map(() => undefined);
	const built: Array<BuiltRequest & { itemIndex: number }> = [];
	items.forEach((_, itemIndex) => {
		try {
			const parameter = (name: string, fallback?: unknown) =>
				context.getNodeParameter(name, itemIndex, fallback as string, { extractValue: true });
			built.push({ itemIndex, ...operation.build(parameter, buildContext(context, itemIndex)) });
		} catch (error) {
			const failure = asFailure(context, error, itemIndex);
			if (!goOn) throw failure;
			results[itemIndex] = { failure };
		}
	});

	let firstFailure: NodeFailure | undefined;
	const signal = context.getExecutionCancelSignal();
	await sendAll(
		built.map(({ request }) => request),
		(index, outcome) => {
			const job = built[index]!;
			const { itemIndex } = job;
			if (outcome.kind === 'rejected' || outcome.kind === 'failed') {
				const failure = requestFailure(context, outcome, itemIndex);
				results[itemIndex] = { failure };
				if (!goOn) firstFailure ??= failure;
				return;
			}
			const { output, ...item } = placeItem(operation, job, outcome, items[itemIndex]!, oneOutput);
			results[itemIndex] = { output, item: { ...item, pairedItem: { item: itemIndex } } };
		},
		{
			perform: await transportFor(context),
			sleep,
			random: Math.random,
			concurrency: CONCURRENCY,
			isStopped: () => firstFailure !== undefined || signal?.aborted === true,
		},
	);
	if (firstFailure) throw firstFailure;

	const outputs: INodeExecutionData[][] = oneOutput ? [[]] : operation.outputs.map(() => []);
	results.forEach((result, itemIndex) => {
		if (result === undefined) return;
		if ('item' in result) outputs[result.output]!.push(result.item);
		else outputs[0]!.push(failedItem(context, result.failure, items[itemIndex]!, itemIndex));
	});
	return outputs;
}

/**
 * An item that failed where the user asked to continue. n8n moves it to the error output, together
 * with its input, if it holds nothing but `error`, `message` and `details`; an `error` beside `json`
 * would cost the input (n8n-core 2.41, handleNodeErrorOutput and normalizeNodeErrors). On the regular
 * output nobody adds the input, so it is added here.
 */
function failedItem(
	context: IExecuteFunctions,
	{ message, description }: NodeFailure,
	input: INodeExecutionData,
	itemIndex: number,
): INodeExecutionData {
	const failure = { error: message, ...(description && { details: description }) };
	const ownOutput = context.getNode().onError === 'continueErrorOutput';
	return {
		json: ownOutput ? failure : { ...input.json, ...failure },
		...(input.binary && { binary: input.binary }),
		pairedItem: { item: itemIndex },
	};
}

function operationOf(context: IExecuteFunctions): Operation {
	const resource = context.getNodeParameter('resource', 0) as string;
	const name = context.getNodeParameter('operation', 0) as string;
	const operation = findOperation(resource, name);
	if (operation) return operation;
	throw new NodeOperationError(
		context.getNode(),
		`This version has no operation "${name}" for "${resource}"`,
		{ description: 'Open the node and choose an operation from the list.' },
	);
}
