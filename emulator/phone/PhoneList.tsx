import type { EmulatorView, PhoneView } from '../view';
import { AddPhone } from './AddPhone';
import { unreadOfPhone } from './conversations';
import { formatPhoneNumber } from './format';
import { Icon } from './Icon';
import { formatRoute } from './route';
import { UnreadBadge } from './UnreadBadge';

/** The phones of the emulator, and a way to add one. */
export function PhoneList(props: {
	view: EmulatorView;
	selected: string | undefined;
	/** The agent to stay with when another phone is picked. */
	agentId: string | undefined;
}) {
	const { view, selected, agentId } = props;
	return (
		<nav class="phones" aria-labelledby="phones-heading">
			<h2 id="phones-heading" tabIndex={-1} data-pane-heading>
				Phones
			</h2>
			<ul>
				{view.phones.map((phone) => (
					<li key={phone.phoneNumber}>
						<a
							class="phone-row"
							href={formatRoute({ phoneNumber: phone.phoneNumber, agentId })}
							aria-current={phone.phoneNumber === selected ? 'true' : undefined}
						>
							<span class={`phone-glyph phone-glyph-${stateOf(phone).tone}`}>
								<Icon name="phone" />
							</span>
							<span class="row-text">
								<span class="row-line">
									<span class="row-name ellipsis" dir="auto">
										{phone.displayName}
									</span>
									<UnreadBadge count={unreadOfPhone(view, phone.phoneNumber)} />
								</span>
								<span class="row-line">
									<span class="row-number ellipsis">{formatPhoneNumber(phone.phoneNumber)}</span>
									<span class={`state state-${stateOf(phone).tone}`}>{stateOf(phone).label}</span>
								</span>
							</span>
						</a>
					</li>
				))}
			</ul>
			{view.phones.length === 0 && <p class="hint">There are no phones yet. Add one to begin.</p>}
			<AddPhone />
		</nav>
	);
}

function stateOf(phone: PhoneView): { tone: 'on' | 'off' | 'none'; label: string } {
	if (!phone.rcs) return { tone: 'none', label: 'No RCS' };
	if (phone.carrierLaunched === false) return { tone: 'none', label: 'Not launched' };
	return phone.online ? { tone: 'on', label: 'Online' } : { tone: 'off', label: 'Offline' };
}
