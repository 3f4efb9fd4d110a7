import { EVENTS, NEW_TO_US, WITHOUT_ID } from './events';
import type { PayloadForm } from './form';
import { MESSAGES } from './messages';

/** Every form of payload that is documented or was captured, and forms that nobody knows yet. */
export const PAYLOADS: PayloadForm[] = [...MESSAGES, ...EVENTS, ...WITHOUT_ID, ...NEW_TO_US];

/** The bytes of `message.data`. */
export function payloadBytesOf({ payload }: PayloadForm): Buffer {
	return Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
}

/** What the item's `payload` must be: the JSON that was posted, or its text if it is none. */
export function payloadOf(form: PayloadForm): unknown {
	const text = payloadBytesOf(form).toString();
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
