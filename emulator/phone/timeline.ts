import type { EntryView } from '../view';
import { isGhost } from './conversations';
import { formatDay } from './format';

const GROUP_MS = 3 * 60 * 1000;

/** What stands in a conversation from top to bottom: days, and messages with their place in a group. */
export type TimelineItem =
	| { kind: 'day'; key: string; label: string }
	| { kind: 'entry'; key: string; entry: EntryView; first: boolean; last: boolean };

/** Puts day separators between messages and groups those one side sent in one go. */
export function timeline(entries: EntryView[], now: number): TimelineItem[] {
	const items: TimelineItem[] = [];
	entries.forEach((entry, at) => {
		const before = entries[at - 1];
		const after = entries[at + 1];
		if (!before || dayOf(before) !== dayOf(entry)) {
			const day = dayOf(entry);
			items.push({ kind: 'day', key: `day ${day} ${at}`, label: formatDay(entry.sendTime, now) });
		}
		items.push({
			kind: 'entry',
			// An agent and a person may use the same id.
			key: `${entry.from} ${entry.messageId}`,
			entry,
			first: !before || !together(before, entry),
			last: !after || !together(entry, after),
		});
	});
	return items;
}

function together(one: EntryView, next: EntryView): boolean {
	return (
		one.from === next.from &&
		isGhost(one) === isGhost(next) &&
		dayOf(one) === dayOf(next) &&
		Date.parse(next.sendTime) - Date.parse(one.sendTime) < GROUP_MS
	);
}

function dayOf(entry: EntryView): string {
	return new Date(entry.sendTime).toDateString();
}
