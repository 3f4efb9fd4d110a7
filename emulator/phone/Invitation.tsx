import { useId, useState } from 'preact/hooks';
import type { AgentView, EmulatorView, PhoneView } from '../view';
import { answerInvitation } from './api';
import { Avatar } from './Avatar';
import { useToasts } from './Toasts';

/** Whether an agent waits for this phone to say if it will test. */
export function isInvited(view: EmulatorView, phone: PhoneView, agent: AgentView): boolean {
	return (view.invitations ?? []).some(
		({ phoneNumber, agentId }) => phoneNumber === phone.phoneNumber && agentId === agent.agentId,
	);
}

/** An agent that is not launched asks the person to try it. */
export function Invitation({ agent, phone }: { agent: AgentView; phone: PhoneView }) {
	const { say, attempt } = useToasts();
	const [busy, setBusy] = useState(false);
	const id = useId();
	const disabled = busy || !phone.online || !phone.rcs;

	const answer = async (inviteStatus: 'ACCEPTED' | 'DECLINED') => {
		setBusy(true);
		const done = await attempt(answerInvitation(phone.phoneNumber, agent.agentId, inviteStatus));
		setBusy(false);
		if (!done) return;
		say(
			inviteStatus === 'ACCEPTED'
				? `${phone.displayName} now tests ${agent.displayName}.`
				: `${phone.displayName} declined to test ${agent.displayName}.`,
		);
		// The card goes, and the focus with it.
		document.querySelector<HTMLElement>('.stage [data-pane-heading]')?.focus();
	};
	return (
		<section class="invitation" aria-labelledby={id} data-testid="invitation">
			<Avatar agent={agent} size="normal" />
			<div class="invitation-text">
				<h3 id={id}>{agent.displayName} invites you to test</h3>
				<p class="hint">
					{phone.online
						? 'It is not launched yet. Its messages reach you once you accept.'
						: 'Go online to answer.'}
				</p>
			</div>
			<div class="invitation-actions">
				<button
					type="button"
					class="button"
					disabled={disabled}
					onClick={() => void answer('DECLINED')}
				>
					Decline
				</button>
				<button
					type="button"
					class="button button-primary"
					disabled={disabled}
					onClick={() => void answer('ACCEPTED')}
				>
					Accept
				</button>
			</div>
		</section>
	);
}
