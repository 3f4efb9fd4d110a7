import type { INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { RbmInputError } from '../../rbm/inputError';
import type { RbmOutcome } from '../../rbm/outcome';

/** What stops an item, as n8n shows it: a sentence, and what to do about it. */
export type NodeFailure = NodeApiError | NodeOperationError;

/** What stopped an item, or the whole node, before anything was sent. */
export function inputFailure(node: INode, error: unknown, itemIndex?: number): NodeFailure {
	if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
	const where = itemIndex === undefined ? {} : { itemIndex };
	return error instanceof RbmInputError
		? new NodeOperationError(node, error.message, { ...where, description: error.fix })
		: new NodeOperationError(node, error as Error, where);
}

/** The platform's refusal. Made from text alone: n8n would keep the request, and the token with it. */
export function requestFailure(
	node: INode,
	outcome: Exclude<RbmOutcome, { kind: 'accepted' }>,
	itemIndex: number,
	{ messageId }: { messageId?: unknown } = {},
): NodeFailure {
	if (outcome.kind === 'unreachable') {
		const message = outcome.reason;
		const description = 'Check the ID: the platform has nothing of that name for this agent.';
		return new NodeApiError(
			node,
			{ message },
			{ message, description, httpCode: '404', itemIndex },
		);
	}
	const { message, httpStatus } = outcome;
	// With the ID a message can be revoked, or sent again, before another channel takes over.
	const id = typeof messageId === 'string' ? `Message ID: ${messageId}.` : '';
	const hint = [outcome.hint, id].filter(Boolean).join(' ');
	const answer: JsonObject = { message };
	if (outcome.kind === 'rejected') answer.status = outcome.status;
	return new NodeApiError(node, answer, {
		message,
		...(hint && { description: hint }),
		...(httpStatus !== undefined && { httpCode: String(httpStatus) }),
		itemIndex,
	});
}
