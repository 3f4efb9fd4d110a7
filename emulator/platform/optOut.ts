import { userEvent } from '../webhook/payloads';
import type { Conversation } from './model';
import { checkConnected, sendText } from './personSide';
import type { Platform } from './platform';

/** Words a phone sends by itself, by calling code (guides/build/events/receive-events). */
const KEYWORDS: ReadonlyArray<{ prefix: string; unsubscribe: string; subscribe: string }> = [
	{ prefix: '+33', unsubscribe: 'STOP', subscribe: 'Démarrer' },
	{ prefix: '+34', unsubscribe: 'BAJA', subscribe: 'ALTA' },
	{ prefix: '+52', unsubscribe: 'BAJA', subscribe: 'ALTA' },
	{ prefix: '+55', unsubscribe: 'parar', subscribe: 'começar' },
];
/** Documented for +1, +44, +49 and +91; that other countries use it too is a guess. */
const ELSEWHERE = { unsubscribe: 'STOP', subscribe: 'START' };

/** What the person does about an agent's messages. */
export type SubscriptionChange = 'unsubscribe' | 'subscribe';

/**
 * The person taps Unsubscribe or Subscribe: the phone sends the keyword of its country as a text, and
 * the event, in either order.
 *
 * @returns the ID of the text
 * @throws ApiError 400 when the phone cannot send
 */
export function changeSubscription(
	platform: Platform,
	conversation: Conversation,
	change: SubscriptionChange,
): string {
	checkConnected(conversation.phone);
	const { phoneNumber } = conversation.phone;
	const words = KEYWORDS.find(({ prefix }) => phoneNumber.startsWith(prefix)) ?? ELSEWHERE;
	const eventType = change === 'unsubscribe' ? 'UNSUBSCRIBE' : 'SUBSCRIBE';
	const report = () =>
		platform.publish(conversation, (context) => userEvent(context, platform.newId(), eventType));

	const eventFirst = platform.toss();
	if (eventFirst) report();
	const messageId = sendText(platform, conversation, words[change]);
	if (!eventFirst) report();
	conversation.unsubscribed = change === 'unsubscribe';
	platform.changed();
	return messageId;
}
