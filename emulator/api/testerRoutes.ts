import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { parseBody } from '../message/violations';
import { findAgent } from '../platform/agentSide';
import type { Agent } from '../platform/model';
import { checkPhoneNumber } from '../platform/reach';
import type { InviteStatus } from '../platform/testers';
import { invalidArgument, notFound } from './errors';
import { listed } from './paging';
import { readQuery } from './query';
import type { Services } from './services';

const invitation = z.strictObject({
	agentId: z.string(),
	phoneNumber: z.string(),
	name: z.unknown().optional(),
	inviteStatus: z.unknown().optional(),
});

function testerResource({ agentId }: Agent, phoneNumber: string, inviteStatus: InviteStatus) {
	return { name: `testers/${phoneNumber}`, agentId, phoneNumber, inviteStatus };
}

/** The testers of the Business Communications API: `/v1/testers`. */
export async function testerRoutes(app: FastifyInstance, { platform }: Services): Promise<void> {
	/** That a missing agent is 400 here, and an unknown one 403 as with messages, is a guess. */
	function agentOf(query: unknown): Agent {
		const { agentId } = readQuery(query, ['agentId']);
		if (!agentId) throw invalidArgument('agent_id', "Missing required field at 'agent_id'.");
		return findAgent(platform, agentId);
	}

	app.post('/v1/testers', async (request) => {
		readQuery(request.query, []);
		const { agentId, phoneNumber } = parseBody(invitation, request.body);
		const agent = findAgent(platform, agentId);
		checkPhoneNumber(phoneNumber);
		// A number without RCS is taken too and stays PENDING, since the invitation never arrives.
		const status = agent.testers.invite(phoneNumber);
		platform.changed();
		return testerResource(agent, phoneNumber, status);
	});

	app.get('/v1/testers', async (request) => {
		const agent = agentOf(request.query);
		return listed(
			'testers',
			agent.testers
				.list()
				.map(({ phoneNumber, inviteStatus }) => testerResource(agent, phoneNumber, inviteStatus)),
		);
	});

	app.get<{ Params: { phone: string } }>('/v1/testers/:phone', async (request) => {
		const { phone } = request.params;
		const agent = agentOf(request.query);
		const status = agent.testers.statusOf(phone);
		if (!status) throw notFound();
		return testerResource(agent, phone, status);
	});

	app.delete<{ Params: { phone: string } }>('/v1/testers/:phone', async (request) => {
		if (!agentOf(request.query).testers.remove(request.params.phone)) throw notFound();
		platform.changed();
		return {};
	});
}
