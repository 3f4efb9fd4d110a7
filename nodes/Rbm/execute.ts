import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { RbmInputError } from '../../rbm/inputError';
import { wasKnownBefore } from '../../rbm/outcome';
import type { RbmRequest } from '../../rbm/request';
import { findOperation } from './actions';
import type { BuiltRequest, Operation, RequestOperation, UploadWish } from './actions/operation';
import { requestFailure } from './failures';
import { carried, Run } from './run';
import type { Sent } from './sender';
import {
	checkUpload,
	PENDING_UPLOAD,
	uploadFiles,
	uploadKey,
	type ItemUpload,
	type UploadedNames,
} from './uploads';

type Job = BuiltRequest & { itemIndex: number };

/**
 * RBM knows an ID once per agent and ignores it for the next phone, so one ID must not serve two.
 *
 * @throws RbmInputError for the second phone
 */
function checkOwnId(seen: Map<string, string>, { request }: BuiltRequest): void {
	const { messageId, agentId } = request.query;
	if (messageId === undefined || request.phoneNumber === undefined) return;
	const key = `${agentId} ${messageId}`;
	const other = seen.get(key);
	if (other !== undefined && other !== request.phoneNumber) {
		throw new RbmInputError(
			'Message ID',
			`${messageId} is used for ${other} already`,
			'Give each message a UUID of its own, or use Send Once Key: it becomes an ID for each phone.',
		);
	}
	seen.set(key, request.phoneNumber);
}

/** Builds every item's request. Without names yet, `wish` hears of the files to upload. */
function buildAll(
	run: Run,
	operation: RequestOperation,
	itemIndexes: readonly number[],
	upload: (itemIndex: number, wish: UploadWish) => string,
): Job[] {
	const jobs: Job[] = [];
	const seen = new Map<string, string>();
	for (const itemIndex of itemIndexes) {
		run.attempt(itemIndex, () => {
			const context = {
				id: run.stableId(itemIndex),
				now: Date.now(),
				toMillis: (time: unknown) => run.toMillis(time),
				upload: (wish: UploadWish) => upload(itemIndex, wish),
			};
			const built = operation.build(run.parameters(itemIndex), context);
			checkOwnId(seen, built);
			jobs.push({ itemIndex, ...built });
		});
	}
	return jobs;
}

/**
 * Builds all requests, uploading the files they need in between. Everything that can be checked is
 * checked before the first upload.
 */
async function prepare(run: Run, operation: RequestOperation): Promise<Job[]> {
	const uploads: ItemUpload[] = [];
	const jobs = buildAll(run, operation, [...run.items.keys()], (itemIndex, wish) => {
		checkUpload(run.items[itemIndex]!.binary, wish);
		uploads.push({ itemIndex, wish });
		return PENDING_UPLOAD;
	});
	const good = new Set(jobs.map(({ itemIndex }) => itemIndex));
	const wanted = uploads.filter(({ itemIndex }) => good.has(itemIndex));
	if (wanted.length === 0) return jobs;

	const names: UploadedNames = await uploadFiles(run, wanted);
	const missing = new Set(
		wanted.filter((upload) => !names.has(uploadKey(upload))).map(({ itemIndex }) => itemIndex),
	);
	const ready = [...good].filter((itemIndex) => !missing.has(itemIndex));
	return buildAll(run, operation, ready, (itemIndex, wish) =>
		names.get(uploadKey({ itemIndex, wish }))!,
	);
}

/** Whether a message of this ID was accepted in this run already; a list has its doublets. */
function isRepeat({ query: { messageId } }: RbmRequest, acceptedIds: Set<string>): boolean {
	if (messageId === undefined) return false;
	const isKnown = acceptedIds.has(messageId);
	acceptedIds.add(messageId);
	return isKnown;
}

/** Takes items off a list as they are used, so that what is done with can go. */
function* drain<T>(list: T[]): Generator<T> {
	list.reverse();
	while (list.length > 0) yield list.pop()!;
}

/** Puts what became of a request where it belongs. @throws the item's failure, if it is one */
function placeOutcome(
	run: Run,
	operation: RequestOperation,
	{ itemIndex, request, about, fallback }: Job,
	{ outcome, milliseconds }: Sent,
	acceptedIds: Set<string>,
): void {
	const input = run.items[itemIndex]!;
	if (outcome.kind === 'accepted') {
		const body = (outcome.body ?? {}) as IDataObject;
		const repeated = isRepeat(request, acceptedIds) || wasKnownBefore(outcome, milliseconds);
		const result = operation.onAccepted?.(about, body) ?? {
			...about,
			...(repeated && { repeated }),
			...body,
		};
		const kept = operation.keepsInput ? carried(input) : { json: {} };
		for (const json of [result].flat()) {
			run.place(itemIndex, 0, { ...kept, json: { ...kept.json, ...json } });
		}
		return;
	}
	if (outcome.kind === 'unreachable' && operation.onUnreachable) {
		run.place(itemIndex, 0, { json: operation.onUnreachable(about, outcome.reason) });
		return;
	}
	if (outcome.kind === 'unreachable' && operation.outputs.length > 1) {
		// The input goes along, as on n8n's error output, so that another channel can take over at once.
		const { reason } = outcome;
		const json = { ...input.json, ...fallback, ...about, reachable: false, reason };
		run.place(itemIndex, 1, { json, ...(input.binary && { binary: input.binary }) });
		return;
	}
	throw requestFailure(run.context.getNode(), outcome, itemIndex, about);
}

/**
 * Runs the node: every item's parameters become a request first, so that bad input stops the run
 * before anything is sent; then all are sent, and each outcome finds its output.
 */
export async function executeItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const operation = operationOf(context);
	const run = new Run(context, operation.outputs);
	if ('execute' in operation) {
		await operation.execute(run);
	} else {
		const speed = run.ofAllItems((parameter) => operation.speed?.(parameter));
		const jobs = await prepare(run, operation);
		const acceptedIds = new Set<string>();
		const place = (job: Job, sent: Sent) => placeOutcome(run, operation, job, sent, acceptedIds);
		await run.send(drain(jobs), place, speed);
		run.hintAtSummary();
	}
	return run.outputs();
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
