import type { IDataObject, IHookFunctions, INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError, sleep } from 'n8n-workflow';

import {
	createIntegration,
	deleteIntegration,
	listIntegrations,
	moveIntegration,
	webhooksIn,
	type WebhookIntegration,
	type WebhookTarget,
} from '../../rbm/integrations';
import { isTransient, outcomeOf, type RbmOutcome } from '../../rbm/outcome';
import type { RbmRequest } from '../../rbm/request';
import { shownUrl } from '../../rbm/webhookUrl';
import { listAgents } from './agentList';
import { Pace } from './pace';
import { sendAll, waitMilliseconds } from './sender';
import { createTransport, type Perform } from './transport';

/** How often a change whose answer was lost is looked at anew. */
const LOST_ANSWERS = 3;

/** An address that Google verifies before it takes it. */
interface Target {
	url: string;
	/** What usually is the cause when it does not pass. */
	advice: string;
}

/** This n8n's own address. */
export const ownTarget = (url: string): Target => ({
	url,
	advice:
		'Google needs a public https address: set the WEBHOOK_URL of this n8n to the one it is reached at from outside, and try again.',
});

/** An address that had the agent before. */
const formerTarget = (url: string): Target => ({
	url,
	advice: 'It uses another client token than this credential, or is not published any more.',
});

/**
 * What to do about a refusal. It is part of the message, since n8n shows nothing else when a workflow
 * is published.
 */
function explain(outcome: Exclude<RbmOutcome, { kind: 'accepted' }>, target?: Target): string {
	if (outcome.kind === 'unreachable') {
		return 'This key does not see the agent any more. Choose another agent, or check the key.';
	}
	const { httpStatus, message } = outcome;
	switch (httpStatus) {
		case 400:
			if (!target) return message;
			return `Google refused the webhook ${shownUrl(target.url)}: ${message} ${target.advice}`;
		case 403:
			return `This key may not register webhooks: ${message} Enable the Business Communications API for it, or set Registration to Manual and enter the webhook in Google's console.`;
		case 503:
			if (!target) return `Google is not available (503): ${message}`;
			return `Google could not verify the webhook ${shownUrl(target.url)}: ${message} ${target.advice}`;
		default:
			return [message.replace(/\.?$/, '.'), outcome.hint].filter(Boolean).join(' ');
	}
}

/** Nothing was decided: no answer, or one that asks for another try. */
export class Undecided extends NodeApiError {}

function failureOf(
	node: INode,
	outcome: Exclude<RbmOutcome, { kind: 'accepted' }>,
	target?: Target,
): NodeApiError {
	const message = explain(outcome, target);
	const httpStatus = outcome.kind === 'unreachable' ? 404 : outcome.httpStatus;
	const isVerdict = target !== undefined && httpStatus === 503;
	const kind = outcome.kind === 'failed' && !isVerdict ? Undecided : NodeApiError;
	return new kind(
		node,
		{ message },
		{ message, level: 'warning', ...(httpStatus && { httpCode: String(httpStatus) }) },
	);
}

/** The management calls that registering takes. */
export class RegistrationCalls {
	private lostAnswers = 0;

	private constructor(
		private readonly node: INode,
		private readonly perform: Perform,
	) {}

	static async create(context: IHookFunctions): Promise<RegistrationCalls> {
		return new RegistrationCalls(context.getNode(), await createTransport(context));
	}

	/** Reads, with the tries that every call of this package has. */
	private async read(request: RbmRequest): Promise<IDataObject> {
		const outcomes: RbmOutcome[] = [];
		await sendAll([{ request }], (_, { outcome }) => void outcomes.push(outcome), {
			perform: this.perform,
			pace: new Pace(Infinity, Date.now),
			wait: sleep,
			now: Date.now,
			random: Math.random,
			concurrency: 1,
			isStopped: () => false,
		});
		const outcome = outcomes[0]!;
		if (outcome.kind === 'accepted') return (outcome.body ?? {}) as IDataObject;
		throw failureOf(this.node, outcome);
	}

	/** The webhooks of an agent: one at most, as far as is known. */
	async list(agentName: string): Promise<WebhookIntegration[]> {
		return webhooksIn(await this.read(listIntegrations(agentName)));
	}

	/** The name `brands/…/agents/…` of an agent; the API lists agents by brand only. */
	async findAgent(agentId: string): Promise<string> {
		const agents = await listAgents(async (request) => await this.read(request));
		const found = agents.find((agent) => agent.agentId === agentId);
		if (found) return `brands/${found.brandId}/agents/${agentId}`;
		throw new NodeOperationError(
			this.node,
			`This key sees no agent "${agentId}". Choose the agent from the list, or check its ID.`,
			{ level: 'warning' },
		);
	}

	/**
	 * Makes one change, without repeating it. True: it took effect. False: that is not known, so list
	 * and compare before anything else.
	 *
	 * @param target the address that Google verifies, if it does: a 503 is its word on it, and final
	 * @throws NodeApiError when it was refused
	 */
	async change(request: RbmRequest, target?: Target): Promise<boolean> {
		const answer = await this.perform(request);
		if ('credentialProblem' in answer) {
			throw new NodeOperationError(this.node, answer.credentialProblem, { level: 'warning' });
		}
		const isVerdict = target !== undefined && answer.httpStatus === 503;
		const isUnclear = answer.httpStatus === 404 || (isTransient(answer) && !isVerdict);
		if (isUnclear && this.lostAnswers < LOST_ANSWERS) {
			await sleep(waitMilliseconds(this.lostAnswers++, answer, Math.random));
			return false;
		}
		const outcome = outcomeOf(answer, request);
		if (outcome.kind === 'accepted') return true;
		throw failureOf(this.node, outcome, target);
	}

	/**
	 * Takes an address away from an agent.
	 *
	 * @returns whether it was there
	 */
	async removeWebhook(agentName: string, webhookUri: string): Promise<boolean> {
		for (let isRemoved = false; ; isRemoved = true) {
			const webhook = await this.find(agentName, webhookUri);
			if (!webhook) return isRemoved;
			await this.change(deleteIntegration(webhook.name));
		}
	}

	/** Replaces an address by one that had the agent before, leaving no gap; does nothing if it is not there. */
	async moveWebhook(agentName: string, webhookUri: string, former: WebhookTarget): Promise<void> {
		for (;;) {
			const webhook = await this.find(agentName, webhookUri);
			if (!webhook) return;
			const request = moveIntegration(webhook.name, former);
			if (await this.change(request, formerTarget(former.webhookUri))) return;
		}
	}

	/** Gives an agent the address that it had before, unless it has another one meanwhile. */
	async addWebhook(agentName: string, former: WebhookTarget): Promise<void> {
		for (;;) {
			if ((await this.list(agentName)).length > 0) return;
			const request = createIntegration(agentName, former);
			if (await this.change(request, formerTarget(former.webhookUri))) return;
		}
	}

	private async find(
		agentName: string,
		webhookUri: string,
	): Promise<WebhookIntegration | undefined> {
		return (await this.list(agentName)).find((webhook) => webhook.webhookUri === webhookUri);
	}
}
