import { useRef, useState } from 'preact/hooks';
import { resetEmulator, SERVICE_ACCOUNT_PATH } from './api';
import { Icon } from './Icon';
import { useToasts } from './Toasts';

/** The page's name and what concerns the whole emulator. */
export function TopBar() {
	return (
		<header class="top-bar">
			<svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
				<rect width="32" height="32" rx="9" />
				<path d="M8 10.5A3.5 3.5 0 0 1 11.5 7h9a3.5 3.5 0 0 1 3.5 3.5v6a3.5 3.5 0 0 1-3.5 3.5H15l-5 5v-5.2a3.5 3.5 0 0 1-2-3.3z" />
			</svg>
			<h1>RBM emulator</h1>
			<p class="tagline">A local stand-in for RCS Business Messaging</p>
			<div class="top-actions">
				<a class="button" href={SERVICE_ACCOUNT_PATH} download="service-account.json">
					<Icon name="download" />
					Service account key
				</a>
				<Reset />
			</div>
		</header>
	);
}

function Reset() {
	const { say, attempt } = useToasts();
	const [asking, setAsking] = useState(false);
	const begin = useRef<HTMLButtonElement>(null);

	const close = () => {
		setAsking(false);
		window.requestAnimationFrame(() => begin.current?.focus());
	};
	const reset = async () => {
		if (await attempt(resetEmulator())) say('The emulator is as it was when it started.');
		close();
	};
	if (!asking) {
		return (
			<button type="button" class="button" ref={begin} onClick={() => setAsking(true)}>
				<Icon name="reset" />
				Reset
			</button>
		);
	}
	return (
		<div
			class="confirm"
			role="group"
			aria-label="Reset the emulator"
			onKeyDown={(event) => {
				if (event.key !== 'Escape') return;
				event.stopPropagation();
				close();
			}}
		>
			<span>Clear all conversations?</span>
			<button type="button" class="button button-danger" onClick={() => void reset()}>
				Reset everything
			</button>
			<button
				type="button"
				class="button"
				ref={(button: HTMLButtonElement | null) => button?.focus()}
				onClick={close}
			>
				Cancel
			</button>
		</div>
	);
}
