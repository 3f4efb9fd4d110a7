import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';

/** How far the emulator's clock is ahead of the browser's, in milliseconds. */
export const ClockOffset = createContext(0);

/** The emulator's time, renewed every `intervalMs`. */
export function useNow(intervalMs: number): number {
	const offset = useContext(ClockOffset);
	const [, tick] = useState(0);
	useEffect(() => {
		const timer = window.setInterval(() => tick((count) => count + 1), intervalMs);
		return () => window.clearInterval(timer);
	}, [intervalMs]);
	return Date.now() + offset;
}

/** Whether `condition` has held for `milliseconds`; keeps short moments from flickering. */
export function useLasting(condition: boolean, milliseconds: number): boolean {
	const [lasting, setLasting] = useState(false);
	useEffect(() => {
		setLasting(false);
		if (!condition) return undefined;
		const timer = window.setTimeout(() => setLasting(true), milliseconds);
		return () => window.clearTimeout(timer);
	}, [condition, milliseconds]);
	return condition && lasting;
}
