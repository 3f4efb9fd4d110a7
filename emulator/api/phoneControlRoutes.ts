import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { parseBody } from '../message/violations';
import { isConnected, reconnect } from '../platform/delivery';
import { EXPIRY_MODES, type Agent, type Conversation, type Phone } from '../platform/model';
import { answerInvitation, changePhone } from '../platform/phoneSwitches';
import type { Platform } from '../platform/platform';
import { checkPhoneNumber } from '../platform/reach';
import { toPhoneView } from '../platform/toView';
import { ApiError, notFound } from './errors';
import type { Services } from './services';

const displayName = z.string().trim().min(1, { error: 'must not be empty.' });

const newPhone = z.strictObject({ phoneNumber: z.string(), displayName: displayName.optional() });

const phoneChange = z.strictObject({
	displayName: displayName.optional(),
	online: z.boolean().optional(),
	rcs: z.boolean().optional(),
	carrierLaunched: z.boolean().optional(),
	readReceipts: z.boolean().optional(),
	features: z.array(z.string()).optional(),
	/** `default` takes a mode back that has not happened yet. */
	nextExpiry: z.enum([...EXPIRY_MODES, 'default']).optional(),
});

const answer = z.strictObject({ inviteStatus: z.enum(['ACCEPTED', 'DECLINED']) });

interface PhoneParams {
	phone: string;
}

/** Path of what concerns a phone and an agent. */
export interface PairParams extends PhoneParams {
	agentId: string;
}

/** @throws ApiError 404 for a number no phone here has */
function phoneOf(platform: Platform, { phone: phoneNumber }: PhoneParams): Phone {
	const phone = platform.phones.get(phoneNumber);
	if (!phone) throw notFound(`There is no phone ${phoneNumber}.`);
	return phone;
}

/** @throws ApiError 404 for an agent there is not */
export function agentOf(platform: Platform, { agentId }: { agentId: string }): Agent {
	const agent = platform.agents.get(agentId);
	if (!agent) throw notFound(`There is no agent ${agentId}.`);
	return agent;
}

/** @throws ApiError 404 for a phone or an agent there is not */
export function conversationOf(platform: Platform, params: PairParams): Conversation {
	return platform.conversation(phoneOf(platform, params), agentOf(platform, params));
}

/** Phones themselves: add one, switch it, answer its invitations. */
export async function phoneControlRoutes(
	app: FastifyInstance,
	{ platform }: Services,
): Promise<void> {
	app.post('/emulator/phones', async (request) => {
		const phone = parseBody(newPhone, request.body);
		checkPhoneNumber(phone.phoneNumber);
		if (platform.phones.has(phone.phoneNumber)) {
			throw new ApiError('ALREADY_EXISTS', `There is a phone ${phone.phoneNumber} already.`);
		}
		const added = platform.addPhone(phone);
		if (isConnected(added)) reconnect(platform, added);
		platform.changed();
		return toPhoneView(added);
	});

	app.patch<{ Params: PhoneParams }>('/emulator/phones/:phone', async (request) => {
		const phone = phoneOf(platform, request.params);
		changePhone(platform, phone, parseBody(phoneChange, request.body));
		return toPhoneView(phone);
	});

	app.patch<{ Params: PairParams }>('/emulator/phones/:phone/testers/:agentId', async (request) => {
		const phone = phoneOf(platform, request.params);
		const agent = agentOf(platform, request.params);
		const { inviteStatus } = parseBody(answer, request.body);
		answerInvitation(platform, phone, agent, inviteStatus);
		return { phoneNumber: phone.phoneNumber, agentId: agent.agentId, inviteStatus };
	});
}
