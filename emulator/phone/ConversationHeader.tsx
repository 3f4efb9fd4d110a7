import type { AgentView } from '../view';
import { Avatar } from './Avatar';
import { BackLink, type Back } from './BackLink';
import { Icon, VerifiedMark } from './Icon';
import { Menu } from './Menu';

/** Who the person is talking to. */
export function ConversationHeader(props: {
	agent: AgentView;
	back: Back;
	settingsHref: string;
	/** Whether the person wants no more of this agent. */
	unsubscribed: boolean;
	/** False: the phone cannot send anything now. */
	reachable: boolean;
	onSubscription: (change: 'unsubscribe' | 'subscribe') => void;
}) {
	const { agent, back, settingsHref, unsubscribed, reachable, onSubscription } = props;
	const change = unsubscribed ? 'subscribe' : 'unsubscribe';
	return (
		<div class="screen-header">
			<BackLink {...back} />
			<Avatar agent={agent} size="normal" />
			<div class="screen-title">
				<h2 tabIndex={-1} data-pane-heading>
					<span class="ellipsis" dir="auto">
						{agent.displayName}
					</span>
					<VerifiedMark />
				</h2>
				<p class="ellipsis">{agent.description || 'RCS business'}</p>
			</div>
			<a class="icon-button settings-link" href={settingsHref} aria-label="Phone settings">
				<Icon name="settings" />
			</a>
			<Menu
				label="Conversation options"
				icon="more"
				place="below"
				disabled={!reachable}
				items={[
					{
						label: unsubscribed ? 'Subscribe' : 'Unsubscribe',
						icon: change,
						onSelect: () => onSubscription(change),
					},
				]}
			/>
		</div>
	);
}
