import type { IDataObject, INodeParameters } from 'n8n-workflow';

/** What the parent tells a process that is to send a campaign once. */
export interface CampaignJob {
	/** Where the emulator is. */
	url: string;
	/** The service account's key file. */
	serviceAccountKey: object;
	/** n8n gives each execution an ID of its own, after a crash as well. */
	executionId: string;
	/** Values of the node's Options collection. */
	options: INodeParameters;
	/** One item each; a number may be there twice. */
	phoneNumbers: string[];
}

/** An item that came out of the node. */
export interface EndedItem {
	/** Its position in the input. */
	item: number;
	json: IDataObject;
}

/** What such a process tells when it is done. */
export interface CampaignReport {
	/** Items of the outputs Sent and Unreachable, and of n8n's error output. */
	outputs: EndedItem[][];
	/** The node's own words on how it went. */
	summary: string;
	/** The error that stopped the node, if one did. */
	error?: string;
	/** When the node was started, in milliseconds since 1970, and how long it took. */
	startedAt: number;
	milliseconds: number;
	/** Unhandled rejections, uncaught errors and warnings of Node, such as one of leaking listeners. */
	problems: string[];
}

/** The numbers in the node's summary, such as "9,000 sent" under `sent`; 0 for what it leaves out, undefined for none. */
export function summaryCounts(summary: string) {
	if (summary === '') return undefined;
	const count = (pattern: RegExp) =>
		Number((pattern.exec(summary)?.[1] ?? '0').replaceAll(',', ''));
	return {
		items: count(/^([\d,]+) items/),
		sent: count(/([\d,]+) sent,/),
		unreachable: count(/([\d,]+) unreachable/),
		failed: count(/([\d,]+) failed/),
		repeated: count(/([\d,]+) had been sent before/),
		retries: count(/([\d,]+) tr(?:y was|ies were) repeated/),
		throttled: count(/([\d,]+) because the platform asked for less/),
	};
}

/**
 * Numbers for a campaign: every tenth has no RCS (with the emulator's setting `evenOnline` the odd
 * ones have none), and the last hundredth of the list are numbers that were there before.
 */
export function recipients(count: number): string[] {
	const numberOf = (index: number) =>
		`+4915${String(index).padStart(8, '0')}${index % 10 === 9 ? 1 : 2}`;
	const different = count - Math.floor(count / 100);
	return Array.from({ length: count }, (_, index) => numberOf(index % different));
}

/** Whether a number of `recipients` has RCS. */
export function hasRcs(phoneNumber: string): boolean {
	return phoneNumber.endsWith('2');
}
