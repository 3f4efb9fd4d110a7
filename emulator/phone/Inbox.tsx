import type { EmulatorView, PhoneView } from '../view';
import { Avatar } from './Avatar';
import { BackLink } from './BackLink';
import { useNow } from './clock';
import { findConversation, lastOnPhone, previewOf, unreadEntries } from './conversations';
import { formatWhen } from './format';
import { Icon, VerifiedMark } from './Icon';
import { Invitation, isInvited } from './Invitation';
import { formatRoute } from './route';
import { UnreadBadge } from './UnreadBadge';

/** All conversations of a phone. */
export function Inbox({ phone, view }: { phone: PhoneView; view: EmulatorView }) {
	const now = useNow(60 * 1000);
	const { phoneNumber } = phone;
	return (
		<div class="inbox">
			<div class="screen-header">
				<BackLink href={formatRoute({})} label="Back to the phones" narrowOnly />
				<div class="screen-title">
					<h2 tabIndex={-1} data-pane-heading>
						Messages
					</h2>
					<p class="ellipsis narrow-only">{phone.displayName}</p>
				</div>
				<a
					class="icon-button settings-link"
					href={formatRoute({ phoneNumber, settings: true })}
					aria-label="Phone settings"
				>
					<Icon name="settings" />
				</a>
			</div>
			{view.agents.length === 0 && <p class="hint">The emulator has no agents.</p>}
			{view.agents
				.filter((agent) => isInvited(view, phone, agent))
				.map((agent) => (
					<Invitation key={agent.agentId} agent={agent} phone={phone} />
				))}
			<ul class="inbox-list" aria-label="Conversations">
				{view.agents.map((agent) => {
					const conversation = findConversation(view, phoneNumber, agent.agentId);
					const last = lastOnPhone(conversation);
					const unread = unreadEntries(conversation).length;
					return (
						<li key={agent.agentId}>
							<a
								class={unread > 0 ? 'inbox-row unread' : 'inbox-row'}
								href={formatRoute({ phoneNumber, agentId: agent.agentId })}
							>
								<Avatar agent={agent} size="normal" />
								<span class="row-text">
									<span class="row-line">
										<span class="row-name ellipsis">{agent.displayName}</span>
										<VerifiedMark />
										{last && (
											<time class="row-when" dateTime={last.sendTime}>
												{formatWhen(last.sendTime, now)}
											</time>
										)}
									</span>
									<span class="row-line">
										<span class="row-preview ellipsis" dir="auto">
											{conversation?.agentTyping
												? 'typing…'
												: last
													? previewOf(last)
													: agent.description}
										</span>
										<UnreadBadge count={unread} />
									</span>
								</span>
							</a>
						</li>
					);
				})}
			</ul>
		</div>
	);
}
