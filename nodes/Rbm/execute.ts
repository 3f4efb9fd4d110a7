import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { wasKnownBefore } from '../../rbm/outcome';
import { findOperation } from './actions';
import type { Operation, RequestOperation } from './actions/operation';
import { inputFailure, requestFailure } from './failures';
import { Requests, type Job } from './requests';
import { carried, Run } from './run';
import type { Sent } from './sender';

/** Whether a message of this ID was accepted in this run already; a list has its doublets. */
function isRepeat({ request, mayRepeat }: Job, acceptedIds: Set<string>): boolean {
	if (!mayRepeat) return false;
	const id = `${request.query.agentId} ${request.query.messageId}`;
	const isKnown = acceptedIds.has(id);
	acceptedIds.add(id);
	return isKnown;
}

/** Puts what became of a request where it belongs. @throws the item's failure, if it is one */
function placeOutcome(
	run: Run,
	operation: RequestOperation,
	job: Job,
	{ outcome, milliseconds }: Sent,
	acceptedIds: Set<string>,
): void {
	const { itemIndex, about, fallback } = job;
	const input = run.items[itemIndex]!;
	if (outcome.kind === 'accepted') {
		const body = (outcome.body ?? {}) as IDataObject;
		const repeated = isRepeat(job, acceptedIds) || wasKnownBefore(outcome, milliseconds);
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
 * Runs the node: every item's parameters become a request, the requests are sent, and each outcome
 * finds its output.
 */
export async function executeItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const operation = operationOf(context);
	const run = new Run(context, operation.outputs);
	try {
		await execute(run, operation);
	} catch (error) {
		// Left to n8n, all items would leave by the first output, as if they had been sent.
		if (!run.goesOn) throw inputFailure(context.getNode(), error);
		run.failRest(error);
	}
	return run.outputs();
}

async function execute(run: Run, operation: Operation): Promise<void> {
	if ('execute' in operation) return await operation.execute(run);
	const speed = run.ofAllItems((parameter) => operation.speed?.(parameter));
	const acceptedIds = new Set<string>();
	const place = (job: Job, sent: Sent) => placeOutcome(run, operation, job, sent, acceptedIds);
	await run.send(new Requests(run, operation), place, speed);
	run.hintAtSummary();
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
