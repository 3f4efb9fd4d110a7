import type { AgentContentMessage, CardContent, Suggestion } from '../../rbm/types';
import type { AgentEntryView, ConversationView, EmulatorView, EntryView } from '../view';
import { agentMedia } from './mediaSource';

/** An agent's message that the phone has not, and may never have: the platform holds or dropped it. */
export type GhostEntry = AgentEntryView & { status: 'queued' | 'expired' | 'revoked' };

/** Whether the phone never got this message. */
export function isGhost(entry: EntryView): entry is GhostEntry {
	return entry.from === 'agent' && ['queued', 'expired', 'revoked'].includes(entry.status);
}

/** The conversation of a phone and an agent, if they ever talked. */
export function findConversation(
	view: EmulatorView,
	phoneNumber: string,
	agentId: string,
): ConversationView | undefined {
	return view.conversations.find(
		(conversation) => conversation.phoneNumber === phoneNumber && conversation.agentId === agentId,
	);
}

/** Delivered messages the person has not looked at. */
export function unreadEntries(conversation: ConversationView | undefined): EntryView[] {
	return (conversation?.entries ?? []).filter(
		(entry) => entry.from === 'agent' && entry.status === 'delivered',
	);
}

/** How many unread messages a phone has, over all agents. */
export function unreadOfPhone(view: EmulatorView, phoneNumber: string): number {
	return view.conversations
		.filter((conversation) => conversation.phoneNumber === phoneNumber)
		.reduce((sum, conversation) => sum + unreadEntries(conversation).length, 0);
}

/** The last message that is really on the phone. */
export function lastOnPhone(conversation: ConversationView | undefined): EntryView | undefined {
	return conversation?.entries.findLast((entry) => !isGhost(entry));
}

/** One line about a message, for the inbox. */
export function previewOf(entry: EntryView): string {
	if (entry.from === 'user') return `You: ${entry.location ? 'Location' : entry.text}`;
	const { text, richCard } = entry.content;
	if (text !== undefined) return text;
	if (richCard?.standaloneCard) return titleOf(richCard.standaloneCard.cardContent);
	if (richCard?.carouselCard) return `${richCard.carouselCard.cardContents.length} cards`;
	return agentMedia(entry.content, entry.mediaTypes).name;
}

function titleOf(card: CardContent): string {
	return card.title ?? card.description ?? 'Card';
}

/** A suggestion with the index its tap is reported under. */
export interface NumberedSuggestion {
	index: number;
	suggestion: Suggestion;
}

/**
 * The suggestions of a message: the chip list below it and, per card, the buttons on it. One count
 * runs through the chip list first, then through the cards in their order.
 */
export function numberedSuggestions({ richCard, suggestions }: AgentContentMessage): {
	chips: NumberedSuggestion[];
	cards: NumberedSuggestion[][];
} {
	const standalone = richCard?.standaloneCard?.cardContent;
	const cards = richCard?.carouselCard?.cardContents ?? (standalone ? [standalone] : []);
	let next = 0;
	const numbered = (list: Suggestion[] | undefined) =>
		(list ?? []).map((suggestion) => ({ index: next++, suggestion }));
	return {
		chips: numbered(suggestions),
		cards: cards.map((card) => numbered(card.suggestions)),
	};
}
