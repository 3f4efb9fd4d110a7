import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { parseBody } from '../message/violations';
import { checkPhoneNumber } from '../platform/agentSide';
import { readAll } from '../platform/delivery';
import { EXPIRY_MODES, type Conversation, type Phone } from '../platform/model';
import { changePhone, sendText, startTyping, tapSuggestion } from '../platform/personSide';
import { toPhoneView } from '../platform/toView';
import { ApiError, notFound } from './errors';
import type { Services } from './services';

const displayName = z.string().trim().min(1, { error: 'must not be empty.' });

const newPhone = z.strictObject({ phoneNumber: z.string(), displayName: displayName.optional() });

const phoneChange = z.strictObject({
	displayName: displayName.optional(),
	online: z.boolean().optional(),
	rcs: z.boolean().optional(),
	readReceipts: z.boolean().optional(),
	features: z.array(z.string()).optional(),
	/** `default` takes a mode back that has not happened yet. */
	nextExpiry: z.enum([...EXPIRY_MODES, 'default']).optional(),
});

const text = z.strictObject({ text: z.string().min(1, { error: 'must not be empty.' }) });

const tap = z.strictObject({
	messageId: z.string(),
	suggestionIndex: z.number().int().min(0),
	location: z.strictObject({ latitude: z.number(), longitude: z.number() }).optional(),
});

const nothing = z.strictObject({});

interface PhoneParams {
	phone: string;
}

interface ConversationParams extends PhoneParams {
	agentId: string;
}

const CONVERSATION = '/emulator/phones/:phone/conversations/:agentId';

/** What the person with a phone does: switch it, write, tap, type, read. */
export async function phoneControlRoutes(
	app: FastifyInstance,
	{ platform }: Services,
): Promise<void> {
	function phoneOf({ phone: phoneNumber }: PhoneParams): Phone {
		const phone = platform.phones.get(phoneNumber);
		if (!phone) throw notFound(`There is no phone ${phoneNumber}.`);
		return phone;
	}

	function conversationOf(params: ConversationParams): Conversation {
		const phone = phoneOf(params);
		const agent = platform.agents.get(params.agentId);
		if (!agent) throw notFound(`There is no agent ${params.agentId}.`);
		return platform.conversation(phone, agent);
	}

	app.post('/emulator/phones', async (request) => {
		const phone = parseBody(newPhone, request.body);
		checkPhoneNumber(phone.phoneNumber);
		if (platform.phones.has(phone.phoneNumber)) {
			throw new ApiError('ALREADY_EXISTS', `There is a phone ${phone.phoneNumber} already.`);
		}
		const added = platform.addPhone(phone);
		platform.changed();
		return toPhoneView(added);
	});

	app.patch<{ Params: PhoneParams }>('/emulator/phones/:phone', async (request) => {
		const phone = phoneOf(request.params);
		changePhone(platform, phone, parseBody(phoneChange, request.body));
		return toPhoneView(phone);
	});

	app.post<{ Params: ConversationParams }>(`${CONVERSATION}/messages`, async (request) => {
		const conversation = conversationOf(request.params);
		const body = parseBody(text, request.body);
		return { messageId: sendText(platform, conversation, body.text) };
	});

	app.post<{ Params: ConversationParams }>(`${CONVERSATION}/taps`, async (request) => {
		const conversation = conversationOf(request.params);
		const body = parseBody(tap, request.body);
		return { messageIds: tapSuggestion(platform, conversation, body) };
	});

	app.post<{ Params: ConversationParams }>(`${CONVERSATION}/typing`, async (request) => {
		parseBody(nothing, request.body);
		startTyping(platform, conversationOf(request.params));
		return {};
	});

	app.post<{ Params: ConversationParams }>(`${CONVERSATION}/read`, async (request) => {
		parseBody(nothing, request.body);
		readAll(platform, conversationOf(request.params));
		return {};
	});
}
