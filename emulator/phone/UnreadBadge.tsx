/** How many messages nobody has looked at; nothing when there are none. */
export function UnreadBadge({ count }: { count: number }) {
	if (count === 0) return null;
	return (
		<span class="badge">
			{count > 99 ? '99+' : count}
			<span class="visually-hidden"> unread</span>
		</span>
	);
}
