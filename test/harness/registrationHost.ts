/* eslint-disable @n8n/community-nodes/require-node-api-error -- reason: runs beside n8n, never inside it */
import { HookContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type IWebhookData,
	type WorkflowActivateMode,
} from 'n8n-workflow';

import type { CredentialStore } from './credentials';
import type { LoadedPackage } from './loader';
import { additionalData } from './run';
import { serveTrigger, type WebhookHost } from './webhookHost';

type Hook = 'checkExists' | 'create' | 'delete';

/** A trigger node in an n8n that publishes workflows and listens for test events. */
export interface RegistrationHost extends WebhookHost {
	/** Publishes the workflow, or activates it as n8n starts. */
	publish(activation?: WorkflowActivateMode): Promise<void>;
	unpublish(): Promise<void>;
	/** Presses "listen for test event". */
	listen(): Promise<void>;
	/** The test ended, by an event or by itself. */
	stopListening(): Promise<void>;
	/** As when n8n goes down: it forgets what it was listening for. */
	crash(): void;
	/** The static data in n8n's database. */
	stored: IDataObject;
}

/**
 * Does with `webhookMethods` what n8n 2.41 does. Published: the node's static data is in the database,
 * and after a failure `delete` runs on the same workflow (workflows/triggers/webhook-trigger-registrar).
 * In a test: static data starts empty and lives in a cache, and after a failure `delete` runs too
 * (webhooks/test-webhooks). The webhook is served all the time.
 */
export async function hostRegistration(
	loaded: LoadedPackage,
	credentials: CredentialStore,
	node: INode,
): Promise<RegistrationHost> {
	const webhooks = await serveTrigger(loaded, credentials, node);
	const { nodeTypes } = loaded;
	const nodeType = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const clone = (data: IDataObject) => JSON.parse(JSON.stringify(data)) as IDataObject;
	let listening: IDataObject = {};

	const workflowWith = (staticData: IDataObject) =>
		new Workflow({
			id: 'workflow',
			nodes: [node],
			connections: {},
			active: false,
			nodeTypes,
			staticData: clone(staticData),
		});

	async function run(
		hook: Hook,
		workflow: Workflow,
		activation: WorkflowActivateMode,
		isTest: boolean,
	): Promise<boolean> {
		const mode = hook === 'delete' ? 'internal' : isTest ? 'manual' : 'trigger';
		const description = nodeType.description.webhooks![0]!;
		const origin = new URL(webhooks.url).origin;
		const context = new HookContext(
			workflow,
			workflow.getNode(node.name)!,
			additionalData(credentials, undefined, origin),
			mode,
			hook === 'delete' ? 'update' : activation,
			{ webhookDescription: description, isTest } as unknown as IWebhookData,
		);
		Object.defineProperty(context, 'logger', {
			value: { warn: (message: string) => webhooks.warnings.push(message) },
		});
		return await nodeType.webhookMethods!.default![hook].call(context);
	}

	async function start(workflow: Workflow, activation: WorkflowActivateMode, isTest: boolean) {
		try {
			if (await run('checkExists', workflow, activation, isTest)) return;
			await run('create', workflow, activation, isTest);
		} catch (error) {
			await run('delete', workflow, activation, isTest);
			throw error;
		}
	}

	const host: RegistrationHost = Object.assign(webhooks, {
		stored: {} as IDataObject,
		async publish(activation: WorkflowActivateMode = 'activate') {
			const workflow = workflowWith(host.stored);
			try {
				await start(workflow, activation, false);
			} finally {
				host.stored = clone(workflow.staticData);
			}
		},
		async unpublish() {
			const workflow = workflowWith(host.stored);
			await run('delete', workflow, 'update', false);
			host.stored = clone(workflow.staticData);
		},
		async listen() {
			const workflow = workflowWith({});
			await start(workflow, 'manual', true);
			listening = clone(workflow.staticData);
		},
		async stopListening() {
			await run('delete', workflowWith(listening), 'update', true);
			listening = {};
		},
		crash() {
			listening = {};
		},
	});
	return host;
}
