import { Icon } from './Icon';
import { UnreadBadge } from './UnreadBadge';

/** Where "back" leads from a pane. */
export interface Back {
	href: string;
	label: string;
	/** True: the target is always in sight in wide windows, so the link shows in narrow ones only. */
	narrowOnly: boolean;
	/** Unread messages waiting there. */
	unread?: number;
}

/** The arrow at the start of a pane's header. Escape follows it in narrow windows. */
export function BackLink({ href, label, narrowOnly, unread = 0 }: Back) {
	return (
		<a
			class={`icon-button back-link${narrowOnly ? ' narrow-only' : ''}`}
			href={href}
			aria-label={unread > 0 ? `${label}, ${unread} unread` : label}
			data-back
		>
			<Icon name="back" />
			<UnreadBadge count={unread} />
		</a>
	);
}
