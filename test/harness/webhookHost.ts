import Fastify from 'fastify';
import { WebhookContext } from 'n8n-core';
import {
	Workflow,
	type INode,
	type INodeExecutionData,
	type IWebhookData,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import type { CredentialStore } from './credentials';
import type { LoadedPackage } from './loader';
import { additionalData } from './run';

/** A place that a trigger's webhook is reachable at, as n8n would serve it. */
export interface WebhookHost {
	url: string;
	/** Items per output of each execution that was started. */
	executions: INodeExecutionData[][][];
	/** What was logged at warn level. */
	warnings: string[];
	close: () => Promise<void>;
}

/**
 * Serves a trigger node's webhook over HTTP in n8n's own webhook context, and answers as n8n does
 * under `onReceived` and `noData`: 200 with no body once the execution is stored, 500 if it throws.
 */
export async function serveTrigger(
	{ nodeTypes }: LoadedPackage,
	credentials: CredentialStore,
	node: INode,
): Promise<WebhookHost> {
	const host: WebhookHost = { url: '', executions: [], warnings: [], close: async () => {} };
	const workflow = new Workflow({
		id: 'workflow',
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes,
	});
	const nodeType = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const webhookDescription = nodeType.description.webhooks![0]!;

	const server = Fastify({ bodyLimit: 16 * 1024 * 1024 });
	server.post('/webhook/test/rbm', async (request, reply) => {
		const data = {
			...additionalData(credentials),
			httpRequest: request,
			httpResponse: reply,
		} as unknown as IWorkflowExecuteAdditionalData;
		const webhookData = { webhookDescription } as unknown as IWebhookData;
		const context = new WebhookContext(workflow, node, data, 'webhook', webhookData, [], null);
		Object.defineProperty(context, 'logger', {
			value: { warn: (message: string) => host.warnings.push(message) },
		});
		const result = await nodeType.webhook!.call(context);
		if (result.workflowData) host.executions.push(result.workflowData as INodeExecutionData[][]);
		if (!result.noWebhookResponse) await reply.status(200).send();
		return reply;
	});
	host.url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/webhook/test/rbm`;
	host.close = async () => await server.close();
	return host;
}
