import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ConversationView, EmulatorView } from '../view';

const STORAGE_KEY = 'rbm-emulator-seen';

/** The last message the person has seen, by conversation. */
type Seen = Record<string, string>;

/**
 * What the person has seen. The emulator only knows what the phone sent a receipt for; a phone
 * without read receipts, or offline, has messages that are seen and yet not reported as read.
 */
interface Reading {
	unread(conversation: ConversationView | undefined): number;
	see(conversation: ConversationView, messageId: string): void;
}

const ReadingContext = createContext<Reading>({ unread: () => 0, see: () => {} });

/** Remembers, for this browser tab, what the person has seen. */
export function ReadingProvider({ children }: { children: ComponentChildren }) {
	const [seen, setSeen] = useState<Seen>(stored);
	useEffect(() => sessionStorage.setItem(STORAGE_KEY, JSON.stringify(seen)), [seen]);
	const reading = useMemo(
		(): Reading => ({
			unread: (conversation) => {
				if (!conversation) return 0;
				const last = seen[keyOf(conversation)];
				const from = conversation.entries.findIndex(({ messageId }) => messageId === last);
				return deliveredOf(conversation, from + 1).length;
			},
			see: (conversation, messageId) =>
				setSeen((before) => ({ ...before, [keyOf(conversation)]: messageId })),
		}),
		[seen],
	);
	return <ReadingContext.Provider value={reading}>{children}</ReadingContext.Provider>;
}

/** Counts the unread messages of a conversation, and of a phone over all its conversations. */
export function useUnread() {
	const { unread } = useContext(ReadingContext);
	return {
		unread,
		unreadOfPhone: (view: EmulatorView, phoneNumber: string) =>
			view.conversations
				.filter((conversation) => conversation.phoneNumber === phoneNumber)
				.reduce((sum, conversation) => sum + unread(conversation), 0),
	};
}

/** Tells the emulator, once per message, that the person has it before their eyes. */
export function useReading(
	screen: { current: HTMLElement | null },
	conversation: ConversationView | undefined,
	onRead: () => Promise<boolean>,
) {
	const { unread, see } = useContext(ReadingContext);
	const told = useRef<string | undefined>(undefined);
	const look = () => {
		const visible = document.visibilityState === 'visible' && screen.current?.checkVisibility();
		if (!visible || !conversation || unread(conversation) === 0) return;
		const last = deliveredOf(conversation, 0).at(-1)?.messageId;
		if (last === undefined || last === told.current) return;
		told.current = last;
		void onRead().then((done) => {
			if (done) see(conversation, last);
		});
	};
	// After every render, as another pane may have covered or uncovered this one.
	useEffect(look);
	useEffect(() => {
		document.addEventListener('visibilitychange', look);
		return () => document.removeEventListener('visibilitychange', look);
	});
}

function deliveredOf({ entries }: ConversationView, from: number) {
	return entries
		.slice(from)
		.filter((entry) => entry.from === 'agent' && entry.status === 'delivered');
}

function keyOf({ phoneNumber, agentId }: ConversationView): string {
	return `${phoneNumber} ${agentId}`;
}

function stored(): Seen {
	try {
		return JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? '{}') as Seen;
	} catch {
		return {};
	}
}
