import { z } from 'zod';

import { LIMITS } from '../../rbm/limits';
import { MESSAGE_TRAFFIC_TYPES, type AgentMessage } from '../../rbm/types';
import { invalidArgument } from '../api/errors';
import { parseDuration, parseTimestamp } from '../time';
import { atMost, oneOf, required, timestamp } from './fields';
import { contentInfo, richCard, uploadedRbmFile } from './richCard';
import { suggestion } from './suggestion';
import { parseBody } from './violations';

const ROOT = 'agent_message';

const contentMessage = z
	.strictObject({
		text: required(LIMITS.text).optional(),
		contentInfo: contentInfo.optional(),
		uploadedRbmFile: uploadedRbmFile.optional(),
		richCard: richCard.optional(),
		suggestions: atMost(suggestion, LIMITS.suggestionsPerMessage).optional(),
	})
	.superRefine(oneOf('content', ['text', 'contentInfo', 'uploadedRbmFile', 'richCard']));

/** Output-only fields are known names: Google's APIs drop what a client sends in them. */
const ignored = z.unknown().optional();

const agentMessage = z
	.strictObject({
		contentMessage,
		messageTrafficType: z
			.enum(['MESSAGE_TRAFFIC_TYPE_UNSPECIFIED', ...MESSAGE_TRAFFIC_TYPES])
			.optional(),
		ttl: z
			.string()
			.refine((text) => parseDuration(text) !== undefined, {
				error: '(type.googleapis.com/google.protobuf.Duration), illegal duration format.',
			})
			.optional(),
		expireTime: timestamp.optional(),
		name: ignored,
		sendTime: ignored,
		richMessageClassification: ignored,
		totalPayloadSizeBytes: ignored,
		carrier: ignored,
	})
	.superRefine(oneOf('expiration', ['ttl', 'expireTime'], true));

/** A body that passed, with its end in milliseconds since 1970. */
export interface ParsedMessage {
	message: AgentMessage;
	expiresAt?: number;
}

/** That 400 answers what is over, not positive or past is a guess; only the maximum is published. */
function expiryOf(message: { ttl?: string; expireTime?: string }, now: number): number | undefined {
	const field = message.ttl !== undefined ? 'ttl' : 'expire_time';
	const lifetime =
		message.ttl !== undefined
			? parseDuration(message.ttl)
			: message.expireTime !== undefined && parseTimestamp(message.expireTime)! - now;
	if (lifetime === undefined || lifetime === false) return undefined;
	if (lifetime <= 0) {
		throw invalidArgument(`${ROOT}.${field}`, `Invalid value at '${ROOT}.${field}': is over.`);
	}
	if (lifetime > LIMITS.expirySeconds * 1000) {
		throw invalidArgument(
			`${ROOT}.${field}`,
			`Invalid value at '${ROOT}.${field}': must not be more than 15 days ahead.`,
		);
	}
	return now + lifetime;
}

/**
 * Checks the body of a send against the whole AgentMessage schema: unknown names, unions, lengths,
 * counts, enums, expiry and size. Written apart from the checks of the nodes, on purpose. Only
 * camelCase names pass, though Google's JSON parser also takes the proto's own.
 *
 * @param now milliseconds since 1970
 * @throws ApiError 400
 */
export function parseAgentMessage(body: unknown, now: number): ParsedMessage {
	const parsed = parseBody(agentMessage, body, ROOT);
	const bytes = Buffer.byteLength(JSON.stringify(body));
	if (bytes > LIMITS.messageBytes) {
		throw invalidArgument(
			ROOT,
			`Invalid value at '${ROOT}': must not be larger than ${LIMITS.messageBytes} bytes, is ${bytes}.`,
		);
	}
	const expiresAt = expiryOf(parsed, now);
	const { contentMessage: content, messageTrafficType: type } = parsed;
	return {
		message: {
			contentMessage: content,
			// proto3 JSON leaves zero values out.
			...(type !== undefined &&
				type !== 'MESSAGE_TRAFFIC_TYPE_UNSPECIFIED' && { messageTrafficType: type }),
		},
		...(expiresAt !== undefined && { expiresAt }),
	};
}
