/** Outlines on a 24 × 24 grid, drawn with a round pen. */
const PATHS = {
	back: 'M15 5l-7 7 7 7',
	calendar:
		'M4 7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM4 10h16M8 3v4M16 3v4',
	check: 'M5 12.5l4.5 4.5L19 7.5',
	clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2',
	close: 'M6 6l12 12M18 6L6 18',
	dial: 'M6.5 3.5h2.7l1.6 4.2-2 1.5a12 12 0 0 0 6 6l1.5-2 4.2 1.6v2.7a2 2 0 0 1-2.2 2A16 16 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2z',
	down: 'M12 5v14M6 13l6 6 6-6',
	download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
	expired: 'M7 3.5h10M7 20.5h10M8 3.5v3.5l4 5 4-5V3.5M8 20.5V17l4-5 4 5v3.5',
	file: 'M7 3h7l5 5v11a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM14 3v5h5',
	film: 'M3.5 7.5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2zM15.5 10.5l5-3v9l-5-3',
	link: 'M13 5h6v6M19 5l-8.5 8.5M10 6H7a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2h9a2 2 0 0 0 2-2v-3',
	mail: 'M3.5 7a2 2 0 0 1 2-2h13a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2zM4 7l8 6 8-6',
	more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
	phone: 'M8.5 2.5h7a2 2 0 0 1 2 2v15a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-15a2 2 0 0 1 2-2zM11 18.5h2',
	picture:
		'M4 6.5a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM4.5 17l4.5-5 3.5 3.5L15 13l4.5 4.5M15.5 8.5v.01',
	pin: 'M12 21s7-6.2 7-11.5a7 7 0 1 0-14 0C5 14.8 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
	plane:
		'M12 3c.9 0 1.4.8 1.4 2v4.2l7 4.3v1.7l-7-2v4.3l2 1.5v1.5L12 19.5l-3.4 1V19l2-1.5v-4.3l-7 2v-1.7l7-4.3V5c0-1.2.5-2 1.4-2z',
	play: 'M8 5.5v13l11-6.5z',
	plus: 'M12 5v14M5 12h14',
	reset: 'M4.5 5v5h5M5 10a7.5 7.5 0 1 1-.5 4',
	send: 'M4 12l16-7.5L15 20l-3-6.5zM12 13.5l8-9',
	settings:
		'M4 7h9M17 7h3M4 17h3M11 17h9M15 5a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM9 15a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
	share:
		'M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M12 5.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z',
	sound:
		'M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM19 16a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
	subscribe: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4',
	takenBack: 'M9 6L4.5 10.5 9 15M5 10.5h9a5 5 0 0 1 0 10h-3',
	unsubscribe: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4M4 4l16 16',
	warning: 'M12 4L2.8 19.5h18.4zM12 10v4.5M12 17v.2',
	webhook: 'M9 7V3.5M15 7V3.5M6.5 7h11v4a5.5 5.5 0 0 1-11 0zM12 16.5v4',
} as const;

export type IconName = keyof typeof PATHS;

/** A decorative icon in the colour of the text; what it means is always said in words beside it. */
export function Icon({ name }: { name: IconName }) {
	return (
		<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
			<path d={PATHS[name]} />
		</svg>
	);
}

/** The mark of an agent whose brand the platform has verified. */
export function VerifiedMark() {
	return (
		<svg class="verified" viewBox="0 0 24 24" role="img" aria-label="Verified business">
			<path
				class="verified-seal"
				d="M12 1.5l2.7 2 3.4-.1 1 3.2 2.7 2-1.1 3.2 1.1 3.2-2.7 2-1 3.2-3.4-.1-2.7 2-2.7-2-3.4.1-1-3.2-2.7-2 1.1-3.2L2.2 8.6l2.7-2 1-3.2 3.4.1z"
			/>
			<path class="verified-check" d="M8 12.2l2.8 2.8L16 9.5" />
		</svg>
	);
}

const TICKS = { sent: 'Sent', delivered: 'Delivered', read: 'Read' } as const;

/** How far a message of the person came: one tick sent, two delivered, two coloured read. */
export function Ticks({ status }: { status: keyof typeof TICKS }) {
	return (
		<svg class={`ticks ticks-${status}`} viewBox="0 0 22 14" role="img" aria-label={TICKS[status]}>
			<path d={status === 'sent' ? 'M6 7.5l3.5 3.5L17 3' : 'M2 7.5L5.5 11 13 3M10 10l1 1 8-8'} />
		</svg>
	);
}
