/** What Google posts, in one form, and the item it becomes. */
export interface PayloadForm {
	name: string;
	/** The JSON inside `message.data`, or its text where the text matters. */
	payload: unknown;
	/** The fields of the item, apart from `payload`, which is always what was posted. */
	item: Record<string, unknown>;
}

/** Who wrote, or was written to. */
export const PHONE = '+4915112345678';
/** How messages and events of people name them. */
export const FROM = { senderPhoneNumber: PHONE };
/** Payloads spell the agent with a suffix. */
export const SUFFIXED = { agentId: 'acme_support_agent@rbm.goog' };
/** Calls, and items, spell it without. */
export const BARE = { agentId: 'acme_support_agent' };
/** Payloads have microseconds. */
export const SENT = { sendTime: '2026-11-20T09:15:02.120001Z' };
/** What most payloads say of whom and when. */
export const WHERE = { ...SUFFIXED, ...SENT };
/** What most items say of it. */
export const WHO = { phoneNumber: PHONE, ...BARE, ...SENT };

/** The fields of an item that follow from a person's message ID. */
export const byMessage = (messageId: string) => ({
	messageId,
	eventKey: `message:${PHONE}:${messageId}`,
});
/** The fields of an item that follow from an event ID. */
export const byEvent = (eventId: string) => ({ eventId, eventKey: `event:${PHONE}:${eventId}` });
