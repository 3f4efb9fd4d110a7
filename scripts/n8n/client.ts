import type {
	IConnections,
	ICredentialType,
	INode,
	INodeTypeDescription,
	IRunExecutionData,
	IWorkflowSettings,
} from 'n8n-workflow';

import { parseFlatted } from './flatted';
import { waitFor, type WaitOptions } from './wait';

export interface Owner {
	email: string;
	/** Eight characters or more, with a digit and a capital letter. */
	password: string;
	firstName?: string;
	lastName?: string;
}

export interface CredentialInput {
	name: string;
	type: string;
	data: Record<string, unknown>;
}

export type Credential = Pick<CredentialInput, 'name' | 'type'> & { id: string };

export interface WorkflowInput {
	id?: string;
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
}

export type Workflow = WorkflowInput & { id: string; versionId: string; active: boolean };

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	status: 'new' | 'running' | 'waiting' | 'success' | 'error' | 'canceled' | 'crashed' | 'unknown';
	mode: string;
	startedAt: string;
	stoppedAt: string | null;
}

export type Execution = ExecutionSummary & { data: IRunExecutionData };

/** Ties a login to one browser; n8n only wants it to stay the same. */
const BROWSER_ID = 'n8n-client';

/** The part of n8n's own editor API that the demo and the tests use. */
export class N8nClient {
	private cookie = '';

	/** @param url n8n's address, without a slash at the end */
	constructor(readonly url: string) {}

	/** Any call of the editor's API; returns what is in `data`. */
	async request<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
		const text = await this.fetchText(method, `/rest${path}`, body);
		return text === '' ? (undefined as T) : (JSON.parse(text) as { data: T }).data;
	}

	private async fetchText(method: string, path: string, body?: unknown): Promise<string> {
		const response = await fetch(`${this.url}${path}`, {
			method,
			headers: {
				'content-type': 'application/json',
				'browser-id': BROWSER_ID,
				cookie: this.cookie,
			},
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
		const cookie = response.headers.getSetCookie().find((line) => line.startsWith('n8n-auth='));
		if (cookie !== undefined) this.cookie = cookie.split(';', 1)[0]!;
		return text;
	}

	/** Every node type the editor offers, with the variants made for AI agents. */
	async nodeTypes(): Promise<INodeTypeDescription[]> {
		return JSON.parse(await this.fetchText('GET', '/types/nodes.json')) as INodeTypeDescription[];
	}

	async credentialTypes(): Promise<ICredentialType[]> {
		return JSON.parse(await this.fetchText('GET', '/types/credentials.json')) as ICredentialType[];
	}

	/** Creates the owner of a new n8n, or logs in to one that has an owner already. */
	async signIn({ email, password, firstName = 'Test', lastName = 'Owner' }: Owner): Promise<void> {
		const { userManagement } = await this.request<{
			userManagement: { showSetupOnFirstLoad: boolean };
		}>('GET', '/settings');
		if (userManagement.showSetupOnFirstLoad) {
			await this.request('POST', '/owner/setup', { email, password, firstName, lastName });
		} else {
			await this.request('POST', '/login', { emailOrLdapLoginId: email, password });
		}
	}

	listCredentials(): Promise<Credential[]> {
		return this.request('GET', '/credentials');
	}

	/** Creates it, or changes the one of this name and type. */
	async saveCredential(input: CredentialInput): Promise<Credential> {
		const existing = (await this.listCredentials()).find(
			({ name, type }) => name === input.name && type === input.type,
		);
		return existing === undefined
			? await this.request('POST', '/credentials', input)
			: await this.updateCredential(existing.id, input);
	}

	updateCredential(id: string, input: CredentialInput): Promise<Credential> {
		return this.request('PATCH', `/credentials/${id}`, input);
	}

	/** Presses the credential's test button; `data` stands for unsaved changes in the form. */
	testCredential(
		{ id, name, type }: Credential,
		data: Record<string, unknown>,
	): Promise<{ status: 'OK' | 'Error'; message: string }> {
		return this.request('POST', '/credentials/test', { credentials: { id, name, type, data } });
	}

	async listWorkflows(): Promise<Array<Pick<Workflow, 'id' | 'name' | 'active'>>> {
		return await this.request('GET', '/workflows');
	}

	getWorkflow(id: string): Promise<Workflow> {
		return this.request('GET', `/workflows/${id}`);
	}

	/** Creates it, or changes the one of this id, or else of this name. */
	async saveWorkflow(input: WorkflowInput): Promise<Workflow> {
		const all = await this.listWorkflows();
		const existing =
			all.find(({ id }) => id === input.id) ?? all.find(({ name }) => name === input.name);
		const { id, name, nodes, connections, settings = {} } = input;
		const body = { name, nodes, connections, settings };
		return existing === undefined
			? await this.request('POST', '/workflows', { id, ...body })
			: await this.request('PATCH', `/workflows/${existing.id}?forceSave=true`, body);
	}

	/** Switches it on with its newest content. Its webhooks are there when this returns. */
	async activate(id: string): Promise<Workflow> {
		const { versionId } = await this.getWorkflow(id);
		return await this.request('POST', `/workflows/${id}/activate`, { versionId });
	}

	deactivate(id: string): Promise<Workflow> {
		return this.request('POST', `/workflows/${id}/deactivate`, {});
	}

	/** Runs it by hand from one of its triggers, as the editor's button does. */
	async run(id: string, triggerName: string): Promise<Execution> {
		const { executionId } = await this.request<{ executionId: string }>(
			'POST',
			`/workflows/${id}/run`,
			{ triggerToStartFrom: { name: triggerName } },
		);
		return await this.waitForExecution(executionId);
	}

	/** All of them, newest first. */
	async listExecutions(workflowId: string): Promise<ExecutionSummary[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const all: ExecutionSummary[] = [];
		let cursor: string | null | undefined;
		do {
			const page = await this.request<{ results: ExecutionSummary[]; nextCursor?: string | null }>(
				'GET',
				`/executions?filter=${filter}&limit=100${cursor ? `&cursor=${cursor}` : ''}`,
			);
			all.push(...page.results);
			cursor = page.nextCursor;
		} while (cursor);
		return all;
	}

	/** Runs one that did not succeed again, as the button in the list does; waits for its end. */
	async retryExecution(id: string): Promise<Execution> {
		const retried = await this.request<{ id: string }>('POST', `/executions/${id}/retry`, {
			loadWorkflow: false,
		});
		return await this.getExecution(retried.id);
	}

	async getExecution(id: string): Promise<Execution> {
		const execution = await this.request<ExecutionSummary & { data: string }>(
			'GET',
			`/executions/${id}`,
		);
		return { ...execution, data: parseFlatted(execution.data) as IRunExecutionData };
	}

	/** Waits until it has ended, or sleeps in a wait of its own. */
	async waitForExecution(id: string, options?: Partial<WaitOptions>): Promise<Execution> {
		return await waitFor(
			async () => {
				const execution = await this.getExecution(id);
				return ['new', 'running'].includes(execution.status) ? undefined : execution;
			},
			{ what: `execution ${id} to end`, ...options },
		);
	}

	/** Waits until that many executions of a workflow have ended; oldest first. */
	async waitForExecutions(
		workflowId: string,
		count: number,
		options?: Partial<WaitOptions>,
	): Promise<Execution[]> {
		const summaries = await waitFor(
			async () => {
				const all = await this.listExecutions(workflowId);
				const ended = all.filter(({ status }) => !['new', 'running'].includes(status));
				return ended.length >= count ? ended.reverse() : undefined;
			},
			{ what: `${count} executions of workflow ${workflowId}`, ...options },
		);
		return await Promise.all(summaries.map(({ id }) => this.getExecution(id)));
	}

	/** Waits until a production webhook is registered, without calling it. */
	async waitForWebhook(
		url: string,
		method = 'POST',
		options?: Partial<WaitOptions>,
	): Promise<void> {
		await waitFor(
			async () => {
				const response = await fetch(url, { method: 'OPTIONS', headers: { origin: this.url } });
				const allowed = response.headers.get('access-control-allow-methods') ?? '';
				return allowed.includes(method) ? true : undefined;
			},
			{ what: `the webhook ${method} ${url}`, ...options },
		);
	}
}

/** The same workflow with this credential in every node that asks for one of its type. */
export function withCredential(workflow: WorkflowInput, credential: Credential): WorkflowInput {
	const { id, name, type } = credential;
	const nodes = workflow.nodes.map((node) =>
		node.credentials !== undefined && type in node.credentials
			? { ...node, credentials: { ...node.credentials, [type]: { id, name } } }
			: node,
	);
	return { ...workflow, nodes };
}
