import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { MediaPurpose } from '../../../rbm/mediaTypes';
import type { RbmRequest } from '../../../rbm/request';
import type { Run } from '../run';

/** Reads a parameter of one item, as the editor names it. */
export type ReadParameter = (name: string, fallback?: unknown) => unknown;

/** A file of the item that has to be uploaded before its request. */
export interface UploadWish {
	/** Name of the item's binary field. */
	property: string;
	agentId: string;
	purpose: MediaPurpose;
	/** The field's name in the editor, for errors. */
	field: string;
}

/** What a builder may use besides the item's parameters. */
export interface BuildContext {
	/** A UUID of its own for this item, the same again when the item is tried again. */
	id: string;
	/** Milliseconds since 1970. */
	now: number;
	/** Milliseconds since 1970 of a time as people and expressions write it; NaN if it is none. */
	toMillis: (time: unknown) => number;
	/**
	 * The RBM name of a file of the item. A builder runs once to see which files there are, then again
	 * with the names they got, so it must be pure.
	 */
	upload: (wish: UploadWish) => string;
}

/** One item's request, and what identifies it on every item it leads to. */
export interface BuiltRequest {
	request: RbmRequest;
	/** IDs and numbers: on the result, on the unreachable item and on the error alike. */
	about: IDataObject;
	/** More that helps another channel take over, on the unreachable item only. */
	fallback?: IDataObject;
	/** Whether other items may have the same message ID: it is none that was made for this one. */
	mayRepeat?: boolean;
}

/** How fast requests go out. */
export interface Speed {
	/** Requests under way at a time. */
	concurrency: number;
	/** Most requests per second; Infinity for as many as the platform takes. */
	perSecond: number;
}

interface OperationBase {
	value: string;
	name: string;
	/** Sentence case, for the node panel: "Send a text message". */
	action: string;
	description: string;
	/** Names of the outputs; a single one has no name on the canvas. */
	outputs: readonly [string, ...string[]];
	fields: INodeProperties[];
}

/** An operation of one request per item. It knows nothing of tokens, retries or outputs. */
export interface RequestOperation extends OperationBase {
	/** @throws RbmInputError before anything is sent */
	build(parameter: ReadParameter, context: BuildContext): BuiltRequest;
	/** How fast the items' requests go out, where the user can choose; one choice serves all items. */
	speed?(parameter: ReadParameter): Speed;
	/** The result of a 200, or several; without it, what identifies the request and the answer. */
	onAccepted?(about: IDataObject, body: IDataObject): IDataObject | IDataObject[];
	/** The result of a 404 where there is no second output; without either, a 404 is a failure. */
	onUnreachable?(about: IDataObject, reason: string): IDataObject;
	/** Whether the input's fields are kept on what was accepted. */
	keepsInput?: boolean;
}

/** An operation that is more, or less, than one request per item. */
export interface CustomOperation extends OperationBase {
	execute(run: Run): Promise<void>;
}

export type Operation = RequestOperation | CustomOperation;

/** One entry of the Resource list with its operations. */
export interface Resource {
	value: string;
	name: string;
	/** Alphabetical, as n8n's lint asks of long lists. */
	operations: readonly Operation[];
	/** Value of the operation that is preselected. */
	preselected: string;
}
