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

/** What the platform adds to a message. */
export interface Sending {
	phoneNumber: string;
	messageId: string;
	sendTime: string;
	/** Bytes of the message's files. */
	payloadBytes: number;
	/** Milliseconds since 1970. */
	expiresAt?: number;
}

/** Builds the answer to a send. */
export function sentMessage(sending: Sending, message: AgentMessage): SentMessage {
	const { phoneNumber, messageId, sendTime, payloadBytes, expiresAt } = sending;
	return {
		name: `phones/${phoneNumber}/agentMessages/${messageId}`,
		sendTime,
		...message,
		...(expiresAt !== undefined && { expireTime: toTimestamp(expiresAt) }),
		...(isUsNumber(phoneNumber) && {
			richMessageClassification: classifyContent(message.contentMessage),
			totalPayloadSizeBytes: String(payloadBytes),
			carrier: US_CARRIER,
		}),
	};
}
