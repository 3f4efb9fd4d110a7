import type { CardContent } from '../../rbm/types';
import type { AgentEntryView, ConversationView, EmulatorView, EntryView } from '../view';

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

/** The last message that is really on the phone. */
export function lastOnPhone(conversation: ConversationView | undefined): EntryView | undefined {
	return conversation?.entries.findLast((entry) => !isGhost(entry));
}

/** One line about a message, for the inbox. */
export function previewOf(entry: EntryView): string {
	if (entry.from === 'user') return `You: ${entry.text}`;
	const { text, richCard } = entry.content;
	if (text !== undefined) return text;
	if (richCard?.standaloneCard) return titleOf(richCard.standaloneCard.cardContent);
	if (richCard?.carouselCard) return `${richCard.carouselCard.cardContents.length} cards`;
	return 'File';
}

function titleOf(card: CardContent): string {
	return card.title ?? card.description ?? 'Card';
}
