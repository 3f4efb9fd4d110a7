/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import type { ServerResponse } from 'node:http';
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
	/** The same node's URL while the editor listens. */
	testUrl: string;
	/** Set to have n8n know neither URL, as when the workflow is not published. */
	isGone: boolean;
	/** Items per output of each execution that was started. */
	executions: INodeExecutionData[][][];
	/** What was logged at warn level. */
	warnings: string[];
	/** Posts that are not answered, and whose sender has not hung up. */
	openPosts: number;
	/** Set to have n8n fail once after the node returned, as when its database is away. */
	failNext: boolean;
	close: () => Promise<void>;
}

/** The part of Express's response that the node uses. */
interface ExpressLike extends ServerResponse {
	status(code: number): ExpressLike;
	type(contentType: string): ExpressLike;
	send(text: string): void;
}

/** Makes Node's response, which Fastify has too, look like Express's. */
function expressLike(reply: FastifyReply): ExpressLike {
	reply.hijack();
	const response = reply.raw as ExpressLike;
	response.status = (code) => {
		response.statusCode = code;
		return response;
	};
	response.type = (contentType) => {
		response.setHeader('content-type', contentType);
		return response;
	};
	response.send = (text) => void response.end(text);
	return response;
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
	const host: WebhookHost = {
		url: '',
		testUrl: '',
		isGone: false,
		executions: [],
		warnings: [],
		openPosts: 0,
		failNext: false,
		close: async () => {},
	};
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
	const paths = ['webhook', 'webhook-test'].map((base) => `/${base}/${node.webhookId}/rbm`);
	const receive = async (request: FastifyRequest, reply: FastifyReply) => {
		if (host.isGone) return await reply.code(404).send('');
		host.openPosts++;
		reply.raw.once('close', () => host.openPosts--);
		const data = {
			...additionalData(credentials),
			httpRequest: request,
			httpResponse: expressLike(reply),
		} as unknown as IWorkflowExecuteAdditionalData;
		const webhookData = { webhookDescription } as unknown as IWebhookData;
		const context = new WebhookContext(workflow, node, data, 'webhook', webhookData, [], null);
		Object.defineProperty(context, 'logger', {
			value: { warn: (message: string) => host.warnings.push(message) },
		});
		const result = await nodeType.webhook!.call(context);
		if (host.failNext) {
			host.failNext = false;
			return expressLike(reply).status(500).send('');
		}
		if (result.workflowData) host.executions.push(result.workflowData as INodeExecutionData[][]);
		if (!result.noWebhookResponse) expressLike(reply).status(200).send('');
	};
	for (const path of paths) server.post(path, receive);
	const origin = await server.listen({ port: 0, host: '127.0.0.1' });
	host.url = origin + paths[0];
	host.testUrl = origin + paths[1];
	host.close = async () => await server.close();
	return host;
}
