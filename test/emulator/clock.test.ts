import { realClock, scopedClock } from '../../emulator/clock';
import { fakeClock } from './support/fakeClock';

const DAY_MS = 86_400_000;

describe('the real clock', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	test('waits months, although setTimeout cannot', () => {
		const run = jest.fn();
		realClock.setTimer(60 * DAY_MS, run);
		jest.advanceTimersByTime(60 * DAY_MS - 1);
		expect(run).not.toHaveBeenCalled();
		jest.advanceTimersByTime(1);
		expect(run).toHaveBeenCalledTimes(1);
		expect(jest.getTimerCount()).toBe(0);
	});

	test('cancels, also between the steps of a long wait', () => {
		const run = jest.fn();
		const timer = realClock.setTimer(60 * DAY_MS, run);
		jest.advanceTimersByTime(30 * DAY_MS);
		timer.cancel();
		expect(jest.getTimerCount()).toBe(0);
		realClock.setTimer(-5, run);
		jest.advanceTimersByTime(1);
		expect(run).toHaveBeenCalledTimes(1);
	});
});

test('a scoped clock stops all its timers, and takes no more', () => {
	const outer = fakeClock();
	const scoped = scopedClock(outer);
	const run = jest.fn();
	scoped.setTimer(10, run);
	scoped.setTimer(20, run);
	scoped.setTimer(30, run).cancel();
	outer.advance(10);
	expect(run).toHaveBeenCalledTimes(1);
	expect(outer.waits()).toEqual([10]);
	expect(scoped.now()).toBe(outer.now());
	scoped.stop();
	scoped.setTimer(5, run).cancel();
	expect(outer.waits()).toEqual([]);
	outer.advance(100);
	expect(run).toHaveBeenCalledTimes(1);
});
