import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { webUrl } from '../message/fields';
import { parseBody } from '../message/violations';
import type { Agent } from '../platform/model';
import { handshake } from '../webhook/handshake';
import { ApiError, failedPrecondition, notFound } from './errors';
import type { Services } from './services';

/** Plain http is allowed, unlike with Google: this is for a webhook on the same machine. */
const webhook = z.strictObject({
	url: webUrl,
	clientToken: z.string().min(1, { error: 'must not be empty.' }),
	/** False skips the handshake. */
	verify: z.boolean().default(true),
});

const agentChange = z.strictObject({
	launched: z.boolean().optional(),
	/** Replaces the numbers of accepted testers. */
	testers: z.array(z.string()).optional(),
});

interface AgentParams {
	agentId: string;
}

/** What concerns one agent: its webhook, whether it is launched, its testers. */
export async function agentControlRoutes(app: FastifyInstance, services: Services): Promise<void> {
	const { clock, closing, platform, random, webhooks } = services;

	function agentOf({ agentId }: AgentParams): Agent {
		const agent = platform.agents.get(agentId);
		if (!agent) throw notFound(`There is no agent ${agentId}.`);
		return agent;
	}

	app.put<{ Params: AgentParams }>('/emulator/agents/:agentId/webhook', async (request) => {
		const { agentId } = agentOf(request.params);
		const { verify, ...target } = parseBody(webhook, request.body);
		const failure = verify ? await handshake(target, clock, random, closing) : undefined;
		if (failure?.unreachable) throw new ApiError('UNAVAILABLE', failure.message);
		if (failure) throw failedPrecondition(failure.message);
		webhooks.set(agentId, target);
		return webhooks.view(agentId);
	});

	app.delete<{ Params: AgentParams }>('/emulator/agents/:agentId/webhook', async (request) => {
		webhooks.remove(agentOf(request.params).agentId);
		return {};
	});

	app.patch<{ Params: AgentParams }>('/emulator/agents/:agentId', async (request) => {
		const agent = agentOf(request.params);
		const { launched, testers } = parseBody(agentChange, request.body);
		if (launched !== undefined) agent.launched = launched;
		if (testers !== undefined) agent.testers = new Set(testers);
		platform.changed();
		const { agentId } = agent;
		return { agentId, launched: agent.launched, testers: [...agent.testers] };
	});
}
