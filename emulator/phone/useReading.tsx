import { useEffect, useRef } from 'preact/hooks';
import type { ConversationView } from '../view';
import { unreadEntries } from './conversations';

/** Tells the emulator, once per message, that the person has it before their eyes. */
export function useReading(
	screen: { current: HTMLElement | null },
	conversation: ConversationView | undefined,
	onRead: () => void,
) {
	const told = useRef<string | undefined>(undefined);
	const last = unreadEntries(conversation).at(-1)?.messageId;
	const look = () => {
		const visible = document.visibilityState === 'visible' && screen.current?.checkVisibility();
		if (!visible || last === undefined || last === told.current) return;
		told.current = last;
		onRead();
	};
	// After every render, as another pane may have covered or uncovered this one.
	useEffect(look);
	useEffect(() => {
		document.addEventListener('visibilitychange', look);
		return () => document.removeEventListener('visibilitychange', look);
	});
}
