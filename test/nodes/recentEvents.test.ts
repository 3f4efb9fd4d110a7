import { RecentEvents } from '../../nodes/Rbm/recentEvents';

it('tells new, under way and done apart', () => {
	const recent = new RecentEvents(10, 1000, () => 0);
	expect(recent.claim('a')).toBe('new');
	expect(recent.claim('a')).toBe('underWay');
	recent.settle('a', true);
	expect(recent.claim('a')).toBe('done');
});

it('forgets what failed', () => {
	const recent = new RecentEvents(10, 1000, () => 0);
	recent.claim('a');
	recent.settle('a', false);
	expect(recent.claim('a')).toBe('new');
});

it('forgets in time', () => {
	let now = 0;
	const recent = new RecentEvents(10, 1000, () => now);
	recent.claim('a');
	recent.settle('a', true);
	now = 1000;
	expect(recent.claim('a')).toBe('done');
	now = 1001;
	expect(recent.claim('a')).toBe('new');
});

it('keeps no more than it may, the newest', () => {
	const recent = new RecentEvents(3, 1000, () => 0);
	for (const key of ['a', 'b', 'c', 'd']) {
		recent.claim(key);
		recent.settle(key, true);
	}
	recent.claim('e');
	expect(recent.claim('a')).toBe('new');
	expect(recent.claim('d')).toBe('done');
});

it('keeps no more than it may of what was settled without a claim', () => {
	const recent = new RecentEvents(2, 1000, () => 0);
	for (const key of ['a', 'b', 'c']) recent.settle(key, true);
	expect(recent.take('a')).toBe(false);
	expect(recent.take('c')).toBe(true);
	expect(recent.take('c')).toBe(false);
});
