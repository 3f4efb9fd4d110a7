import type { AgentContentMessage } from '../../rbm/types';

/** The carrier every US number has here. */
export const US_CARRIER = 'Emulator Mobile';

/** Whether a number gets the US fields; taken for all of +1, Canada included, which is a guess. */
export function isUsNumber(phoneNumber: string): boolean {
	return phoneNumber.startsWith('+1');
}

/** How a message counts under the US billing model; the list of types is open. */
export interface RichMessageClassification {
	classificationType: 'RICH_MESSAGE' | 'RICH_MEDIA_MESSAGE';
	segmentCount?: number;
}

const SEGMENT_BYTES = 160;

/** Text by segments of 160 UTF-8 bytes, suggestions apart; anything else is a media message. */
export function classifyContent({
	text,
}: Pick<AgentContentMessage, 'text'>): RichMessageClassification {
	if (text === undefined) return { classificationType: 'RICH_MEDIA_MESSAGE' };
	return {
		classificationType: 'RICH_MESSAGE',
		segmentCount: Math.ceil(Buffer.byteLength(text) / SEGMENT_BYTES),
	};
}
