import type { Clock } from '../../../emulator/clock';

/** A clock that stands still until told. */
export interface FakeClock extends Clock {
	/** Moves on, calling what falls due in the order of its time. */
	advance(ms: number): void;
	/** Milliseconds left of every timer, shortest first. */
	waits(): number[];
}

/** 2026-11-20T09:00:00Z. */
const START = Date.UTC(2026, 10, 20, 9);

export function fakeClock(start = START): FakeClock {
	let now = start;
	const timers = new Set<{ at: number; run: () => void }>();
	return {
		now: () => now,
		setTimer(delayMs, run) {
			const timer = { at: now + Math.max(0, delayMs), run };
			timers.add(timer);
			return { cancel: () => timers.delete(timer) };
		},
		advance(ms) {
			const end = now + ms;
			for (;;) {
				const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
				if (!next) break;
				timers.delete(next);
				now = next.at;
				next.run();
			}
			now = end;
		},
		waits: () => [...timers].map(({ at }) => at - now).sort((a, b) => a - b),
	};
}
