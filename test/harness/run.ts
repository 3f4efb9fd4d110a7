import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type IRun,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import type { CredentialStore } from './credentials';
import { PACKAGE, PASS_THROUGH, type LoadedPackage } from './loader';

let executions = 0;

/** What the engine and the contexts need of n8n's server, on loopback and without a database. */
export function additionalData(
	credentials: CredentialStore,
	executionId = `${++executions}`,
	url = 'http://127.0.0.1:5678',
): IWorkflowExecuteAdditionalData {
	return {
		credentialsHelper: credentials.asHelper(),
		executionId,
		hooks: new ExecutionLifecycleHooks('manual', executionId, {
			id: 'workflow',
			name: 'Test',
			active: false,
			nodes: [],
			connections: {},
		} as never),
		variables: {},
		restApiUrl: `${url}/rest`,
		instanceBaseUrl: url,
		webhookBaseUrl: `${url}/webhook`,
		webhookTestBaseUrl: `${url}/webhook-test`,
		webhookWaitingBaseUrl: `${url}/webhook-waiting`,
		formBaseUrl: `${url}/form`,
		formWaitingBaseUrl: `${url}/form-waiting`,
		formTestBaseUrl: `${url}/form-test`,
		currentNodeExecutionIndex: 0,
		setExecutionStatus: () => {},
		sendDataToUI: () => {},
		logAiEvent: () => {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** A node of this package with a credential attached. */
export function rbmNode(
	type: 'rbm' | 'rbmTrigger',
	parameters: INodeParameters,
	settings: Partial<INode> = {},
): INode {
	return {
		id: 'a-node-id',
		name: 'RBM',
		type: `${PACKAGE}.${type}`,
		typeVersion: 1,
		position: [200, 0],
		webhookId: 'a-webhook-id',
		parameters,
		credentials: { rbmServiceAccountApi: { id: '1', name: 'Test' } },
		...settings,
	};
}

/** What a run of the node led to. */
export interface NodeRun {
	run: IRun;
	/** The items of each output, in order; an output without items is empty. */
	outputs: INodeExecutionData[][];
	/** The error that stopped the node, if one did. */
	error?: Error & { description?: string | null; httpCode?: string | null };
}

/** Runs one node on items that are nothing but JSON. */
export async function runNode(
	loaded: LoadedPackage,
	credentials: CredentialStore,
	node: INode,
	input: IDataObject[],
	executionId?: string,
): Promise<NodeRun> {
	const items = input.map((json) => ({ json }));
	return await runItems(loaded, credentials, node, items, executionId);
}

/**
 * Runs one node of the built package in n8n's own engine, fed by a node before it so that error
 * items find their input.
 *
 * @param stopped when it resolves, the execution is stopped as by the editor's button
 */
export async function runItems(
	{ nodeTypes }: LoadedPackage,
	credentials: CredentialStore,
	node: INode,
	items: INodeExecutionData[],
	executionId?: string,
	stopped?: Promise<void>,
): Promise<NodeRun> {
	const before: INode = {
		id: 'before',
		name: 'Before',
		type: PASS_THROUGH,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const workflow = new Workflow({
		id: 'workflow',
		name: 'Test',
		nodes: [before, node],
		connections: {
			Before: { main: [[{ node: node.name, type: NodeConnectionTypes.Main, index: 0 }]] },
		},
		active: false,
		nodeTypes,
	});
	const data = additionalData(credentials, executionId);
	const execute = new WorkflowExecute(
		data,
		'manual',
		createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node: before, data: { main: [items] }, source: null }],
			},
		}),
	);
	const running = execute.processRunExecutionData(workflow);
	void stopped?.then(() => running.cancel());
	const run = await running;
	const taskData = run.data.resultData.runData[node.name]?.at(-1);
	return {
		run,
		outputs: (taskData?.data?.main ?? []).map((items) => items ?? []),
		...(taskData?.error && { error: taskData.error as NodeRun['error'] & Error }),
	};
}
