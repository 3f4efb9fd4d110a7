import { useNow } from './clock';
import type { GhostEntry } from './conversations';
import { formatCountdown, formatTime } from './format';
import { Icon } from './Icon';

/** What became of a message the phone has not got. */
export function GhostStatus({ entry }: { entry: GhostEntry }) {
	if (entry.status === 'expired' || entry.status === 'revoked') {
		const expired = entry.status === 'expired';
		return (
			<p class="meta" title="The phone never got this message; only the emulator still shows it.">
				<Icon name={expired ? 'expired' : 'takenBack'} />
				<span>{expired ? 'Expired before delivery, taken back' : 'Taken back by the agent'}</span>
				<span class="visually-hidden">. The phone never got this message.</span>
			</p>
		);
	}
	return (
		<p class="meta" title="The platform holds this message until the phone is online.">
			<Icon name="clock" />
			<span>
				Waiting for this phone
				{entry.expireTime !== undefined && <Countdown until={entry.expireTime} />}
			</span>
			<span class="visually-hidden">
				{entry.expireTime !== undefined && `, expires at ${formatTime(entry.expireTime)}`}. The
				platform holds this message until the phone is online.
			</span>
		</p>
	);
}

/** Ticks for the eye only: read aloud every second it would drown everything else. */
function Countdown({ until }: { until: string }) {
	const left = Date.parse(until) - useNow(1000);
	return (
		<span aria-hidden="true" class="countdown" data-testid="countdown">
			{left > 0 ? ` – expires in ${formatCountdown(left)}` : ' – past its expiry'}
		</span>
	);
}
