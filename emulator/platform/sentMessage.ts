import type { AgentMessage } from '../../rbm/types';
import {
	classifyContent,
	isUsNumber,
	US_CARRIER,
	type RichMessageClassification,
} from '../message/classification';
import { toTimestamp } from '../time';

/** An AgentMessage as the API gives it back: the input plus output fields, never `ttl`. */
export interface SentMessage extends Omit<AgentMessage, 'ttl'> {
	name: string;
	sendTime: string;
	carrier?: string;
	richMessageClassification?: RichMessageClassification;
	/** int64 as a string. */
	totalPayloadSizeBytes?: string;
}

/** Builds the answer to a send; `expiresAt` is in milliseconds since 1970. */
export function sentMessage(
	phoneNumber: string,
	messageId: string,
	sendTime: string,
	message: AgentMessage,
	expiresAt?: number,
): SentMessage {
	return {
		name: `phones/${phoneNumber}/agentMessages/${messageId}`,
		sendTime,
		...message,
		...(expiresAt !== undefined && { expireTime: toTimestamp(expiresAt) }),
		...(isUsNumber(phoneNumber) && {
			richMessageClassification: classifyContent(message.contentMessage),
			// Counts attachments, which the emulator does not fetch: it knows of no byte.
			totalPayloadSizeBytes: '0',
			carrier: US_CARRIER,
		}),
	};
}
