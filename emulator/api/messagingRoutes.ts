import { randomUUID } from 'node:crypto';

import type { FastifyInstance } from 'fastify';

import { parseAgentEvent } from '../message/agentEvent';
import { parseAgentMessage } from '../message/agentMessage';
import { checkMedia, NO_MEDIA } from '../message/media';
import {
	capabilitiesOf,
	findAgent,
	revokeAgentMessage,
	sendAgentEvent,
	sendAgentMessage,
} from '../platform/agentSide';
import { checkPhoneNumber } from '../platform/reach';
import { ApiError, invalidArgument } from './errors';
import { readQuery } from './query';
import type { Services } from './services';

interface PhoneParams {
	phone: string;
}

/** @throws ApiError 429 above the limit of the settings; the text and the Retry-After are guesses */
function checkRate({ platform, settings }: Services): void {
	const { messagesPerSecond: limit } = settings;
	if (limit === 0 || platform.messageCalls.take(limit)) return;
	throw new ApiError(
		'RESOURCE_EXHAUSTED',
		`Quota exceeded: ${limit} messages a second.`,
		[],
		// The window is a second long, and the header has whole seconds.
		{ 'retry-after': '1' },
	);
}

/** The part of the RBM API about one phone: `/v1/phones/{E.164}/…`. The order of the checks is a guess. */
export async function messagingRoutes(app: FastifyInstance, services: Services): Promise<void> {
	const { clock, platform } = services;

	app.post<{ Params: PhoneParams }>('/v1/phones/:phone/agentMessages', async (request) => {
		checkRate(services);
		const { phone } = request.params;
		const { agentId, messageId } = readQuery(request.query, ['agentId', 'messageId']);
		checkPhoneNumber(phone);
		const agent = findAgent(platform, agentId);
		// "Must be a UUID", yet Google's own samples use other IDs: any text passes.
		if (!messageId) {
			throw invalidArgument('message_id', "Missing required field at 'message_id'.");
		}
		const parsed = parseAgentMessage(request.body, clock.now());
		// An ID used before is not looked into again.
		const media = platform.usedId(agent, messageId)
			? NO_MEDIA
			: await checkMedia(parsed.message.contentMessage, services);
		return sendAgentMessage(platform, agent, phone, messageId, { ...parsed, media });
	});

	app.delete<{ Params: PhoneParams & { messageId: string } }>(
		'/v1/phones/:phone/agentMessages/:messageId',
		async (request) => {
			const { phone, messageId } = request.params;
			const { agentId } = readQuery(request.query, ['agentId']);
			checkPhoneNumber(phone);
			revokeAgentMessage(platform, findAgent(platform, agentId), phone, messageId);
			return {};
		},
	);

	app.post<{ Params: PhoneParams }>('/v1/phones/:phone/agentEvents', async (request) => {
		const { phone } = request.params;
		const { agentId, eventId } = readQuery(request.query, ['agentId', 'eventId']);
		checkPhoneNumber(phone);
		const agent = findAgent(platform, agentId);
		// The reference does not mark the ID as required: one is made up.
		const id = eventId || randomUUID();
		return sendAgentEvent(platform, agent, phone, id, parseAgentEvent(request.body));
	});

	app.get<{ Params: PhoneParams }>('/v1/phones/:phone/capabilities', async (request) => {
		const { phone } = request.params;
		// Google ignores a requestId it has seen; what it answers then is unknown, so all are answered.
		const { agentId } = readQuery(request.query, ['agentId', 'requestId']);
		checkPhoneNumber(phone);
		return capabilitiesOf(platform, findAgent(platform, agentId), phone);
	});
}
