/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reason: runs beside n8n, never inside it */

/** A pending call; cancelling it twice, or after it ran, does nothing. */
export interface Timer {
	cancel(): void;
}

/** Time as the emulator sees it. Everything that waits takes one of these, so that tests never do. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Calls `run` once, `delayMs` milliseconds from now; any length, months included. */
	setTimer(delayMs: number, run: () => void): Timer;
}

/** Longest delay `setTimeout` takes; a longer one would fire at once. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** The machine's own time. */
export const realClock: Clock = {
	now: () => Date.now(),
	setTimer(delayMs, run) {
		let handle: ReturnType<typeof setTimeout>;
		const arm = (left: number) => {
			const step = Math.min(left, LONGEST_TIMEOUT_MS);
			handle = setTimeout(() => (left > step ? arm(left - step) : run()), step);
		};
		arm(Math.max(0, delayMs));
		return { cancel: () => clearTimeout(handle) };
	},
};

/** Waits; for ever if the clock is stopped before. */
export async function wait(clock: Clock, milliseconds: number): Promise<void> {
	await new Promise<void>((resolve) => void clock.setTimer(milliseconds, resolve));
}

/** A clock whose timers can all be cancelled at once. */
export interface ScopedClock extends Clock {
	/** Cancels what is pending and ignores every timer set from now on. */
	stop(): void;
}

/** Follows another clock and remembers the timers set through it. */
export function scopedClock(clock: Clock): ScopedClock {
	const pending = new Set<Timer>();
	let stopped = false;
	return {
		now: () => clock.now(),
		setTimer(delayMs, run) {
			if (stopped) return { cancel() {} };
			const timer = clock.setTimer(delayMs, () => {
				pending.delete(timer);
				run();
			});
			pending.add(timer);
			return {
				cancel() {
					pending.delete(timer);
					timer.cancel();
				},
			};
		},
		stop() {
			stopped = true;
			for (const timer of pending) timer.cancel();
			pending.clear();
		},
	};
}
