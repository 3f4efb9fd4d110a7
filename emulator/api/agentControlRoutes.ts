import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { webUrl } from '../message/fields';
import { parseBody } from '../message/violations';
import { DISTURBANCES } from '../webhook/disturbance';
import { handshake, type WebhookTarget } from '../webhook/handshake';
import { ApiError, failedPrecondition } from './errors';
import { agentOf } from './phoneControlRoutes';
import type { Services } from './services';

/** Plain http is allowed, unlike with Google: this is for a webhook on the same machine. */
const webhook = z.strictObject({
	url: webUrl,
	clientToken: z.string().min(1, { error: 'must not be empty.' }),
	/** False skips the handshake. */
	verify: z.boolean().default(true),
});

const webhookFault = z.strictObject({
	kind: z.enum(DISTURBANCES),
	/** How many of the next posts it hits. */
	times: z.number().int().min(1).max(10_000).default(1),
});

const agentChange = z.strictObject({
	launched: z.boolean().optional(),
	/** Replaces the testers by these numbers, which all accepted. */
	testers: z.array(z.string()).optional(),
});

interface AgentParams {
	agentId: string;
}

/** What the console does: webhooks of agents and of the partner, launch, testers; and webhook faults. */
export async function agentControlRoutes(app: FastifyInstance, services: Services): Promise<void> {
	const { clock, closing, platform, random, webhooks } = services;

	async function checkedTarget(body: unknown): Promise<WebhookTarget> {
		const { verify, ...target } = parseBody(webhook, body);
		const failure = verify ? await handshake(target, clock, random, closing) : undefined;
		if (failure?.unreachable) throw new ApiError('UNAVAILABLE', failure.message);
		if (failure) throw failedPrecondition(failure.message);
		return target;
	}

	app.put<{ Params: AgentParams }>('/emulator/agents/:agentId/webhook', async (request) => {
		const { agentId } = agentOf(platform, request.params);
		webhooks.set(agentId, await checkedTarget(request.body));
		return webhooks.view(agentId);
	});

	app.delete<{ Params: AgentParams }>('/emulator/agents/:agentId/webhook', async (request) => {
		webhooks.remove(agentOf(platform, request.params).agentId);
		return {};
	});

	app.post<{ Params: AgentParams }>('/emulator/agents/:agentId/webhook/faults', async (request) => {
		const { agentId } = agentOf(platform, request.params);
		const { kind, times } = parseBody(webhookFault, request.body);
		webhooks.disturb(agentId, kind, times);
		return { kind, times };
	});

	app.delete<{ Params: AgentParams }>(
		'/emulator/agents/:agentId/webhook/faults',
		async (request) => {
			webhooks.undisturb(agentOf(platform, request.params).agentId);
			return {};
		},
	);

	app.put('/emulator/partner/webhook', async (request) => {
		webhooks.setPartner(await checkedTarget(request.body));
		return webhooks.partnerView();
	});

	app.delete('/emulator/partner/webhook', async () => {
		webhooks.removePartner();
		return {};
	});

	app.patch<{ Params: AgentParams }>('/emulator/agents/:agentId', async (request) => {
		const agent = agentOf(platform, request.params);
		const { launched, testers } = parseBody(agentChange, request.body);
		if (launched !== undefined) agent.launched = launched;
		if (testers !== undefined) agent.testers.replace(testers);
		platform.changed();
		const { agentId } = agent;
		return { agentId, launched: agent.launched, testers: agent.testers.having('ACCEPTED') };
	});
}
