import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Credential, Execution } from '../../scripts/n8n';

export const RBM = 'n8n-nodes-rcs-business-messaging.rbm';
/** The agent of the demo, as the node's Agent field keeps it. */
export const AGENT = { __rl: true, mode: 'id', value: 'acme_support_agent' };

/** A node of a workflow; its name is its ID. */
export function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters,
): INode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}

/** A node of ours. */
export function rbm(
	{ id, name: credentialName }: Pick<Credential, 'id' | 'name'>,
	name: string,
	parameters: INodeParameters,
	more: Partial<INode> = {},
): INode {
	return {
		...node(name, RBM, 1, parameters),
		credentials: { rbmServiceAccountApi: { id, name: credentialName } },
		...more,
	};
}

export const start = node('Start', 'n8n-nodes-base.manualTrigger', 1, {});

/** One end of a connection. */
export function link(name: string, type: 'main' | 'ai_tool' = 'main') {
	return { node: name, type, index: 0 };
}

/** Two nodes that give these people as items; the second is "One by One". */
export function listOf(people: object[]): INode[] {
	return [
		node('People', 'n8n-nodes-base.set', 3.4, {
			mode: 'raw',
			jsonOutput: JSON.stringify({ people }),
			options: {},
		}),
		node('One by One', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'people', options: {} }),
	];
}

/** What a node gave on one of its outputs. */
export function output(execution: Execution, name: string, index = 0): IDataObject[] {
	const data = execution.data.resultData.runData[name]?.[0]?.data?.main?.[index] ?? [];
	return (data as INodeExecutionData[]).map(({ json }) => json);
}
