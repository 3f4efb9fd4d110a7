import type { ComponentChildren } from 'preact';
import type { PhoneView } from '../view';
import { useNow } from './clock';
import { formatTime } from './format';
import { Icon } from './Icon';

/** The body of the phone with its status bar; narrow windows show the screen alone. */
export function Device({ phone, children }: { phone: PhoneView; children: ComponentChildren }) {
	const now = useNow(5000);
	return (
		<div class="device">
			<div class="screen">
				<div class="status-bar" aria-hidden="true">
					<span>{formatTime(new Date(now).toISOString())}</span>
					<span class="camera" />
					<span class="status-icons">
						{phone.online ? (
							<>
								<span class={phone.rcs ? 'rcs' : 'rcs rcs-off'}>RCS</span>
								<svg class="signal" viewBox="0 0 16 12">
									<path d="M1 9h2v2H1zM5 7h2v4H5zM9 4h2v7H9zM13 1h2v10h-2z" />
								</svg>
							</>
						) : (
							<Icon name="plane" />
						)}
						<svg class="battery" viewBox="0 0 24 12">
							<path class="battery-case" d="M2.5 1.5h17v9h-17zM21.5 4.5v3" />
							<path d="M4 3h11v6H4z" />
						</svg>
					</span>
				</div>
				{children}
			</div>
		</div>
	);
}
