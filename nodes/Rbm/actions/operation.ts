import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { RbmRequest } from '../../../rbm/request';

/** Reads a parameter of one item, as the editor names it. */
export type ReadParameter = (name: string, fallback?: unknown) => unknown;

/** What a builder may use besides the item's parameters. */
export interface BuildContext {
	/** A UUID of its own for this item, the same again when the item is tried again. */
	id: string;
	/** Milliseconds since 1970. */
	now: number;
	/** Milliseconds since 1970 of a time as people and expressions write it; NaN if it is none. */
	toMillis: (time: unknown) => number;
}

/** One item's request, and what identifies it on every item it leads to. */
export interface BuiltRequest {
	request: RbmRequest;
	/** IDs and numbers: on the result, on the unreachable item and on the error alike. */
	about: IDataObject;
	/** More that helps another channel take over, on the unreachable item only. */
	fallback?: IDataObject;
}

/**
 * One operation: its entry in the list, its fields and its request, on one screen. It knows nothing
 * of tokens, retries or outputs.
 */
export interface Operation {
	value: string;
	name: string;
	/** Sentence case, for the node panel: "Send a text message". */
	action: string;
	description: string;
	/** A second output named Unreachable takes the items of numbers without RCS. */
	outputs: readonly ['Sent', 'Unreachable'] | readonly ['Done'];
	fields: INodeProperties[];
	/** @throws RbmInputError before anything is sent */
	build(parameter: ReadParameter, context: BuildContext): BuiltRequest;
	/** The result of a 200; without it, what identifies the request and the answer's fields. */
	onAccepted?(about: IDataObject, body: IDataObject): IDataObject;
	/** The result of a 404 where there is no Unreachable output. */
	onUnreachable?(about: IDataObject, reason: string): IDataObject;
}

/** One entry of the Resource list with its operations. */
export interface Resource {
	value: string;
	name: string;
	/** The first one is preselected. */
	operations: readonly [Operation, ...Operation[]];
}
