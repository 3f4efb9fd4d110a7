import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { isLoopback } from '../loopback';
import { parseBody } from '../message/violations';
import type { Agent } from '../platform/model';
import { handshake, type WebhookTarget } from '../webhook/handshake';
import type { AgentWebhook } from '../webhook/webhooks';
import { ApiError, invalidArgument, notFound } from './errors';
import { findAgentOfBrand, type AgentParams } from './managementRoutes';
import { listed } from './paging';
import { readQuery } from './query';
import type { Services } from './services';

const ROOT = 'integration';

const integration = z.strictObject({
	agentWebhookIntegration: z.strictObject({
		webhookUri: z.string().optional(),
		verificationToken: z.string().optional(),
		/** Google's own sample spells it so; here it is the one name taken in both spellings. */
		verification_token: z.string().optional(),
	}),
	name: z.unknown().optional(),
	status: z.unknown().optional(),
});

/** Fields an `updateMask` may name, in JSON's spelling, and what they stand for. */
const MASKS: Record<string, ReadonlyArray<keyof WebhookTarget>> = {
	agentWebhookIntegration: ['url', 'clientToken'],
	'agentWebhookIntegration.webhookUri': ['url'],
	'agentWebhookIntegration.verificationToken': ['clientToken'],
};

interface IntegrationParams extends AgentParams {
	integration: string;
}

const COLLECTION = '/v1/brands/:brand/agents/:agent/integrations';

function parseTarget(body: unknown): Partial<WebhookTarget> {
	const { agentWebhookIntegration: webhook } = parseBody(integration, body, ROOT);
	const clientToken = webhook.verificationToken ?? webhook.verification_token;
	return {
		...(webhook.webhookUri !== undefined && { url: webhook.webhookUri }),
		...(clientToken !== undefined && { clientToken }),
	};
}

/** Fields by mask; FieldMask takes snake case as well. */
function maskedFields(updateMask: string | undefined): Array<keyof WebhookTarget> {
	if (!updateMask) throw invalidArgument('update_mask', "Missing required field at 'update_mask'.");
	return updateMask.split(',').flatMap((path) => {
		const camel = path.trim().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
		const fields = MASKS[camel];
		if (!fields) throw invalidArgument('update_mask', `Invalid value at 'update_mask': "${path}"`);
		return [...fields];
	});
}

/**
 * @throws ApiError 400 unless the URI is https, or http on this machine, which Google would refuse:
 *   this platform is local. That an empty token is refused is a guess.
 */
function checkTarget({ url = '', clientToken = '' }: Partial<WebhookTarget>): WebhookTarget {
	const at = `${ROOT}.agent_webhook_integration`;
	const protocol = URL.canParse(url) ? new URL(url).protocol : '';
	if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(url))) {
		const field = `${at}.webhook_uri`;
		throw invalidArgument(field, `Invalid value at '${field}': must be an https URL.`);
	}
	if (clientToken === '') {
		const field = `${at}.verification_token`;
		throw invalidArgument(field, `Missing required field at '${field}'.`);
	}
	return { url, clientToken };
}

/** The token is input only. */
function integrationResource({ agentId, brandId }: Agent, { integrationId, url }: AgentWebhook) {
	return {
		name: `brands/${brandId}/agents/${agentId}/integrations/${integrationId}`,
		status: 'ENABLED',
		agentWebhookIntegration: { webhookUri: url },
	};
}

/** Webhooks of agents by the Business Communications API: `…/integrations`, at most one each. */
export async function integrationRoutes(app: FastifyInstance, services: Services): Promise<void> {
	const { clock, closing, platform, random, webhooks } = services;

	function find(params: IntegrationParams): { agent: Agent; webhook: AgentWebhook } {
		const agent = findAgentOfBrand(platform, params);
		const webhook = webhooks.get(agent.agentId);
		if (webhook?.integrationId !== params.integration) throw notFound();
		return { agent, webhook };
	}

	/** That a failed handshake is 503 like a URL that cannot be reached is a guess. */
	async function verify(target: WebhookTarget): Promise<void> {
		const failure = await handshake(target, clock, random, closing);
		if (failure) throw new ApiError('UNAVAILABLE', failure.message);
	}

	function checkFree({ agentId }: Agent): void {
		if (!webhooks.get(agentId)) return;
		throw invalidArgument(ROOT, `Invalid value at '${ROOT}': the agent has a webhook already.`);
	}

	app.post<{ Params: AgentParams }>(COLLECTION, async (request) => {
		readQuery(request.query, []);
		const agent = findAgentOfBrand(platform, request.params);
		const target = checkTarget(parseTarget(request.body));
		checkFree(agent);
		await verify(target);
		// Another one may have come in the meantime.
		checkFree(agent);
		webhooks.set(agent.agentId, target);
		return integrationResource(agent, webhooks.get(agent.agentId)!);
	});

	app.get<{ Params: AgentParams }>(COLLECTION, async (request) => {
		// Paging is documented as without effect.
		readQuery(request.query, ['pageSize', 'pageToken']);
		const agent = findAgentOfBrand(platform, request.params);
		const webhook = webhooks.get(agent.agentId);
		return listed('integrations', webhook ? [integrationResource(agent, webhook)] : []);
	});

	app.get<{ Params: IntegrationParams }>(`${COLLECTION}/:integration`, async (request) => {
		readQuery(request.query, []);
		const { agent, webhook } = find(request.params);
		return integrationResource(agent, webhook);
	});

	// That a change is verified like a new webhook is a guess.
	app.patch<{ Params: IntegrationParams }>(`${COLLECTION}/:integration`, async (request) => {
		const { updateMask } = readQuery(request.query, ['updateMask']);
		const { agent, webhook } = find(request.params);
		const given = parseTarget(request.body);
		const { url, clientToken } = webhook;
		const changes = maskedFields(updateMask).map((field) => [field, given[field]] as const);
		const target = checkTarget({ url, clientToken, ...Object.fromEntries(changes) });
		await verify(target);
		// It may have gone in the meantime.
		find(request.params);
		webhooks.set(agent.agentId, target);
		return integrationResource(agent, { ...webhook, ...target });
	});

	app.delete<{ Params: IntegrationParams }>(`${COLLECTION}/:integration`, async (request) => {
		readQuery(request.query, []);
		webhooks.remove(find(request.params).agent.agentId);
		return {};
	});
}
