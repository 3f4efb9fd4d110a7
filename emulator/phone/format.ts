const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long' });
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const SHORT_DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

const DAY_MS = 24 * 60 * 60 * 1000;
const TWO_DIGIT_CODES = /^(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** Writes an E.164 number in groups: `+4915112345678` becomes `+49 151 1234 5678`. */
export function formatPhoneNumber(e164: string): string {
	if (!/^\+\d{7,15}$/.test(e164)) return e164;
	const digits = e164.slice(1);
	const codeLength = /^[17]/.test(digits) ? 1 : TWO_DIGIT_CODES.test(digits) ? 2 : 3;
	const rest = digits.slice(codeLength + 3);
	const groups: string[] = [];
	for (let at = 0; at < rest.length;) {
		const left = rest.length - at;
		// Threes and fours, never a lonely digit: 5 is 3+2, 7 is 3+4, 8 is 4+4.
		const size = left <= 4 ? left : left === 8 || left > 10 ? 4 : 3;
		groups.push(rest.slice(at, at + size));
		at += size;
	}
	const code = digits.slice(0, codeLength);
	return [`+${code}`, digits.slice(codeLength, codeLength + 3), ...groups].join(' ');
}

/** The time of day, `14:05`. */
export function formatTime(time: string): string {
	return TIME.format(new Date(time));
}

/** The heading of a day in a conversation. */
export function formatDay(time: string, now: number): string {
	const days = daysBefore(time, now);
	if (days === 0) return 'Today';
	if (days === 1) return 'Yesterday';
	if (days > 1 && days < 7) return WEEKDAY.format(new Date(time));
	return days >= 7 && days < 300 ? DAY.format(new Date(time)) : DATE.format(new Date(time));
}

/** When a conversation last moved, for the inbox: the time today, else the day. */
export function formatWhen(time: string, now: number): string {
	const days = daysBefore(time, now);
	if (days === 0) return formatTime(time);
	return days === 1 ? 'Yesterday' : SHORT_DATE.format(new Date(time));
}

/** Day and time from one moment to another, for calendar events. */
export function formatSpan(start: string, end: string): string {
	const from = new Date(start);
	const to = new Date(end);
	if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) return `${start} – ${end}`;
	const sameDay = from.toDateString() === to.toDateString();
	return `${DAY.format(from)} ${TIME.format(from)} – ${sameDay ? '' : `${DAY.format(to)} `}${TIME.format(to)}`;
}

/** What is left of a span, `0:42`, `2:05:09` or `14 d 23 h`. */
export function formatCountdown(milliseconds: number): string {
	const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
	const hours = Math.floor(seconds / 3600);
	if (hours >= 48) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
	const two = (value: number) => String(value).padStart(2, '0');
	const minutes = Math.floor((seconds % 3600) / 60);
	return hours > 0
		? `${hours}:${two(minutes)}:${two(seconds % 60)}`
		: `${minutes}:${two(seconds % 60)}`;
}

/** The size of a file, `850 bytes`, `12 kB` or `3.4 MB`. */
export function formatBytes(bytes: number): string {
	if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
	if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
	return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function daysBefore(time: string, now: number): number {
	return Math.round((startOfDay(now) - startOfDay(Date.parse(time))) / DAY_MS);
}

function startOfDay(time: number): number {
	return new Date(time).setHours(0, 0, 0, 0);
}
