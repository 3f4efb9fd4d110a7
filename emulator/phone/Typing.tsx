/** The agent's typing indicator. */
export function Typing({ name }: { name: string }) {
	return (
		<div class="bubble typing" data-testid="typing">
			<span class="visually-hidden">{name} is typing</span>
			<span class="dot" />
			<span class="dot" />
			<span class="dot" />
		</div>
	);
}
