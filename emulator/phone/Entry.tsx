import type { ComponentChildren } from 'preact';
import type { AgentView, EntryView, PhoneView } from '../view';
import { AgentContent } from './AgentContent';
import { isGhost } from './conversations';
import { formatTime } from './format';
import { GhostStatus } from './GhostStatus';
import { Ticks } from './Icon';
import { UserContent } from './UserContent';

/** One message: who said it, what, when, and how far it came. */
export function Entry(props: {
	entry: EntryView;
	/** Place in a group of messages sent in one go. */
	first: boolean;
	last: boolean;
	agent: AgentView;
	phone: PhoneView;
	onTap: (messageId: string, index: number) => Promise<boolean>;
	/** What hangs below the message: its chip list. */
	children?: ComponentChildren;
}) {
	const { entry, first, last, agent, phone, onTap, children } = props;
	const ghost = isGhost(entry);
	const classes = ['entry', `entry-${entry.from}`];
	if (first) classes.push('entry-first');
	if (last) classes.push('entry-last');
	if (ghost) classes.push('entry-ghost');

	return (
		<li
			class={classes.join(' ')}
			data-testid="message"
			data-from={entry.from}
			data-status={entry.status}
		>
			<span class="visually-hidden">
				{entry.from === 'user' ? 'You' : agent.displayName}
				{ghost ? ', not on this phone:' : ':'}
			</span>
			{entry.from === 'user' ? (
				<UserContent entry={entry} />
			) : (
				<AgentContent
					entry={entry}
					agent={agent}
					phone={phone}
					onTap={async (index) => await onTap(entry.messageId, index)}
				/>
			)}
			{ghost ? (
				<GhostStatus entry={entry} />
			) : (
				<p class={last ? 'meta' : 'meta visually-hidden'}>
					{entry.from === 'user' && entry.tapped && <span class="visually-hidden">Tapped, </span>}
					<time dateTime={entry.sendTime}>{formatTime(entry.sendTime)}</time>
					{entry.from === 'user' && <Ticks status={entry.status} />}
				</p>
			)}
			{children}
		</li>
	);
}
