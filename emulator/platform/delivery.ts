import { serverEvent, userEvent } from '../webhook/payloads';
import type { AgentEntry, Conversation, Phone } from './model';
import type { Platform } from './platform';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long the platform keeps what has no expiry of its own (guides/build/messages/send). */
const QUEUE_MS = 30 * DAY_MS;

/** Whether the platform can hand something to the phone now. */
export function isConnected(phone: Phone): boolean {
	return phone.online && phone.rcs;
}

function stopTyping(conversation: Conversation): void {
	conversation.typing?.cancel();
	delete conversation.typing;
}

function deliver(platform: Platform, conversation: Conversation, entry: AgentEntry): void {
	entry.timer?.cancel();
	delete entry.timer;
	entry.status = 'delivered';
	stopTyping(conversation);
	platform.publish(conversation, (context) =>
		userEvent(context, platform.newId(), 'DELIVERED', entry.messageId),
	);
}

/** Reports the end of a message's time, in the way the phone's switch asks for, once. */
function expire(platform: Platform, conversation: Conversation, entry: AgentEntry): void {
	const { phone } = conversation;
	const mode = phone.nextExpiry ?? 'revoked';
	delete phone.nextExpiry;
	delete entry.timer;
	const report = (eventType: 'TTL_EXPIRATION_REVOKED' | 'TTL_EXPIRATION_REVOKE_FAILED') =>
		platform.publish(conversation, (context) =>
			serverEvent(context, platform.newId(), eventType, entry.messageId),
		);
	switch (mode) {
		case 'revoked':
			entry.status = 'expired';
			report('TTL_EXPIRATION_REVOKED');
			break;
		case 'revokeFailed':
			// The message stays on its way, and a DELIVERED may still come.
			keepQueued(platform, entry);
			report('TTL_EXPIRATION_REVOKE_FAILED');
			break;
		case 'both':
			// Expiry and delivery ran in parallel: the message got through, yet is reported as revoked.
			report('TTL_EXPIRATION_REVOKED');
			deliver(platform, conversation, entry);
			break;
		case 'none':
			entry.status = 'expired';
			break;
	}
	platform.changed();
}

/** Lets a queued message without expiry go after 30 days; no event tells of it. */
function keepQueued(platform: Platform, entry: AgentEntry): void {
	entry.timer = platform.clock.setTimer(QUEUE_MS, () => {
		delete entry.timer;
		entry.status = 'expired';
		platform.changed();
	});
}

/** Delivers a new message at once, or queues it until the phone is back or its time is over. */
export function route(platform: Platform, conversation: Conversation, entry: AgentEntry): void {
	conversation.entries.push(entry);
	if (isConnected(conversation.phone)) {
		deliver(platform, conversation, entry);
	} else if (entry.expiresAt === undefined) {
		keepQueued(platform, entry);
	} else {
		entry.timer = platform.clock.setTimer(entry.expiresAt - platform.clock.now(), () =>
			expire(platform, conversation, entry),
		);
	}
	platform.changed();
}

/** Sends a receipt for each message, unless the phone sends none. */
function sendReceipts(
	platform: Platform,
	conversation: Conversation,
	messageIds: readonly string[],
): void {
	if (!conversation.phone.readReceipts) return;
	for (const messageId of messageIds) {
		platform.publish(conversation, (context) =>
			userEvent(context, platform.newId(), 'READ', messageId),
		);
	}
}

/** The person reads what is on the phone; an offline phone sends the receipts when it is back. */
export function readAll(platform: Platform, conversation: Conversation): void {
	const unread = conversation.entries.filter(
		(entry) => entry.from === 'agent' && entry.status === 'delivered',
	);
	if (unread.length === 0) return;
	for (const entry of unread) entry.status = 'read';
	const messageIds = unread.map(({ messageId }) => messageId);
	if (isConnected(conversation.phone)) sendReceipts(platform, conversation, messageIds);
	else conversation.owedReceipts.push(...messageIds);
	platform.changed();
}

/** Shows the agent's receipt on the person's message; an unknown ID shows nowhere. */
export function markUserMessageRead(conversation: Conversation, messageId: string): void {
	const message = conversation.entries.findLast(
		(entry) => entry.from === 'user' && entry.messageId === messageId,
	);
	if (message?.from === 'user') message.status = 'read';
}

/** What happens when a phone is back: it sends what it owes and takes what was kept for it. */
export function reconnect(platform: Platform, phone: Phone): void {
	for (const conversation of platform.conversationsOf(phone)) {
		sendReceipts(platform, conversation, conversation.owedReceipts.splice(0));
		for (const messageId of conversation.pendingReads.splice(0)) {
			markUserMessageRead(conversation, messageId);
		}
		for (const entry of conversation.entries) {
			if (entry.from === 'agent' && entry.status === 'queued') {
				deliver(platform, conversation, entry);
			}
		}
	}
	platform.changed();
}

/** Shows the agent's typing indicator until its next message or for the given time. */
export function showTyping(
	platform: Platform,
	conversation: Conversation,
	durationMs: number,
): void {
	stopTyping(conversation);
	conversation.typing = platform.clock.setTimer(durationMs, () => {
		delete conversation.typing;
		platform.changed();
	});
	platform.changed();
}
