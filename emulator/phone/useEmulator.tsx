import { useEffect, useState } from 'preact/hooks';
import type { EmulatorView } from '../view';
import { EVENTS_PATH } from './api';

const RETRY_MS = 2000;

/** The emulator as the page last heard of it. */
export interface Emulator {
	/** Undefined until the first word arrives. */
	view?: EmulatorView;
	connected: boolean;
	/** How far the emulator's clock is ahead of the browser's, in milliseconds. */
	clockOffset: number;
}

/** Follows the emulator's event stream, through restarts of the emulator too. */
export function useEmulator(): Emulator {
	const [emulator, setEmulator] = useState<Emulator>({ connected: true, clockOffset: 0 });
	useEffect(() => {
		let source: EventSource;
		let retry: number | undefined;
		const open = () => {
			source = new EventSource(EVENTS_PATH);
			source.onopen = () => setEmulator((last) => ({ ...last, connected: true }));
			source.onmessage = (event: MessageEvent<string>) => {
				const view = JSON.parse(event.data) as EmulatorView;
				setEmulator({ view, connected: true, clockOffset: Date.parse(view.now) - Date.now() });
			};
			source.onerror = () => {
				setEmulator((last) => ({ ...last, connected: false }));
				// The browser retries a dropped stream itself, but gives up after an error status.
				if (source.readyState === EventSource.CLOSED) retry = window.setTimeout(open, RETRY_MS);
			};
		};
		open();
		return () => {
			window.clearTimeout(retry);
			source.close();
		};
	}, []);
	return emulator;
}
