import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { LIMITS } from '../../rbm/limits';
import { parseBody } from '../message/violations';
import { readAll } from '../platform/delivery';
import { changeSubscription } from '../platform/optOut';
import {
	sendFile,
	sendLocation,
	sendText,
	startTyping,
	tapSuggestion,
} from '../platform/personSide';
import { baseUrlOf } from './baseUrl';
import { conversationOf, type PairParams } from './phoneControlRoutes';
import type { Services } from './services';

const text = z.strictObject({ text: z.string().min(1, { error: 'must not be empty.' }) });

const degrees = (limit: number) => z.number().min(-limit).max(limit);

const location = z.strictObject({ latitude: degrees(90), longitude: degrees(180) });

const tap = z.strictObject({
	messageId: z.string(),
	suggestionIndex: z.number().int().min(0),
	location: location.optional(),
});

const file = z.strictObject({
	fileName: z.string().min(1, { error: 'must not be empty.' }),
	mimeType: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/, { error: 'must be a type like image/png.' }),
	base64: z.base64().min(1, { error: 'must not be empty.' }),
});

/** Room for the largest file in base64, and its name. */
const FILE_BODY_LIMIT = Math.ceil(LIMITS.fileBytes / 3) * 4 + 64 * 1024;

const nothing = z.strictObject({});

const CONVERSATION = '/emulator/phones/:phone/conversations/:agentId';

/** What the person with a phone does towards one agent: write, tap, send, type, read, unsubscribe. */
export async function conversationRoutes(app: FastifyInstance, services: Services): Promise<void> {
	const { files, platform } = services;

	app.post<{ Params: PairParams }>(`${CONVERSATION}/messages`, async (request) => {
		const conversation = conversationOf(platform, request.params);
		const body = parseBody(text, request.body);
		return { messageId: sendText(platform, conversation, body.text) };
	});

	app.post<{ Params: PairParams }>(`${CONVERSATION}/taps`, async (request) => {
		const conversation = conversationOf(platform, request.params);
		const body = parseBody(tap, request.body);
		return { messageIds: tapSuggestion(platform, conversation, body) };
	});

	const fileOptions = { bodyLimit: FILE_BODY_LIMIT };
	app.post<{ Params: PairParams }>(`${CONVERSATION}/files`, fileOptions, async (request) => {
		const conversation = conversationOf(platform, request.params);
		const { base64, ...named } = parseBody(file, request.body);
		const sent = { ...named, bytes: Buffer.from(base64, 'base64') };
		return { messageId: sendFile(platform, conversation, sent, files, baseUrlOf(request)) };
	});

	app.post<{ Params: PairParams }>(`${CONVERSATION}/locations`, async (request) => {
		const conversation = conversationOf(platform, request.params);
		const place = parseBody(location, request.body);
		return { messageId: sendLocation(platform, conversation, place) };
	});

	app.post<{ Params: PairParams }>(`${CONVERSATION}/typing`, async (request) => {
		parseBody(nothing, request.body);
		startTyping(platform, conversationOf(platform, request.params));
		return {};
	});

	app.post<{ Params: PairParams }>(`${CONVERSATION}/read`, async (request) => {
		parseBody(nothing, request.body);
		readAll(platform, conversationOf(platform, request.params));
		return {};
	});

	for (const change of ['unsubscribe', 'subscribe'] as const) {
		app.post<{ Params: PairParams }>(`${CONVERSATION}/${change}`, async (request) => {
			parseBody(nothing, request.body);
			const conversation = conversationOf(platform, request.params);
			return { messageId: changeSubscription(platform, conversation, change) };
		});
	}
}
