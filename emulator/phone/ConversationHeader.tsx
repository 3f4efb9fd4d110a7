import type { AgentView } from '../view';
import { Avatar } from './Avatar';
import { BackLink, type Back } from './BackLink';
import { Icon, VerifiedMark } from './Icon';

/** Who the person is talking to. */
export function ConversationHeader(props: { agent: AgentView; back: Back; settingsHref: string }) {
	const { agent, back, settingsHref } = props;
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
		</div>
	);
}
