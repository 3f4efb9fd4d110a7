import type { IDataObject, IHookFunctions, INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError, sleep } from 'n8n-workflow';

import { listIntegrations, webhooksIn, type WebhookIntegration } from '../../rbm/integrations';
import { isTransient, outcomeOf, type RbmOutcome } from '../../rbm/outcome';
import type { RbmRequest } from '../../rbm/request';
import { shownUrl } from '../../rbm/webhookUrl';
import { listAgents } from './agentList';
import { Pace } from './pace';
import { sendAll, waitMilliseconds } from './sender';
import { createTransport, type Perform } from './transport';

/** How often a change whose answer was lost is looked at anew. */
const LOST_ANSWERS = 3;

const BE_PUBLIC =
	'Google needs a public https address: set the WEBHOOK_URL of this n8n to the one it is reached at from outside';

/**
 * What to do about a refusal. It is part of the message, since n8n shows nothing else when a workflow
 * is published.
 */
function explain(outcome: Exclude<RbmOutcome, { kind: 'accepted' }>, url: string): string {
	const shown = shownUrl(url);
	if (outcome.kind === 'unreachable') {
		return 'This key does not see the agent any more. Choose another agent, or check the key.';
	}
	const { httpStatus, message } = outcome;
	switch (httpStatus) {
		case 400:
			return `Google refused the webhook ${shown}: ${message} ${BE_PUBLIC}.`;
		case 403:
			return `This key may not register webhooks: ${message} Enable the Business Communications API for it, or set Registration to Manual and enter the webhook in Google's console.`;
		case 503:
			return `Google could not verify the webhook ${shown}: ${message} ${BE_PUBLIC}, and try again.`;
		default:
			return [message.replace(/\.?$/, '.'), outcome.hint].filter(Boolean).join(' ');
	}
}

/** Nothing was decided: no answer, or one that asks for another try. */
export class Undecided extends NodeApiError {}

function failureOf(
	node: INode,
	outcome: Exclude<RbmOutcome, { kind: 'accepted' }>,
	url: string,
): NodeApiError {
	const message = explain(outcome, url);
	const httpStatus = outcome.kind === 'unreachable' ? 404 : outcome.httpStatus;
	const kind = outcome.kind === 'failed' ? Undecided : NodeApiError;
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
		private readonly url: string,
	) {}

	/** @param url the webhook, for error texts */
	static async create(context: IHookFunctions, url: string): Promise<RegistrationCalls> {
		return new RegistrationCalls(context.getNode(), await createTransport(context), url);
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
		// A 503 to a question is not about our address.
		throw outcome.kind === 'failed'
			? failureOf(this.node, { ...outcome, httpStatus: undefined }, this.url)
			: failureOf(this.node, outcome, this.url);
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
	 * and compare before anything else. A 503 is Google's word on the address, and final.
	 *
	 * @throws NodeApiError when it was refused
	 */
	async change(request: RbmRequest): Promise<boolean> {
		const answer = await this.perform(request);
		if ('credentialProblem' in answer) {
			throw new NodeOperationError(this.node, answer.credentialProblem, { level: 'warning' });
		}
		const isUnclear =
			answer.httpStatus === 404 || (isTransient(answer) && answer.httpStatus !== 503);
		if (isUnclear && this.lostAnswers < LOST_ANSWERS) {
			await sleep(waitMilliseconds(this.lostAnswers++, answer, Math.random));
			return false;
		}
		const outcome = outcomeOf(answer, request);
		if (outcome.kind === 'accepted') return true;
		throw failureOf(this.node, outcome, this.url);
	}
}
