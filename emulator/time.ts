/** RFC 3339 in UTC with no or three fractional digits, as proto3 JSON prints a whole millisecond. */
export function toTimestamp(ms: number): string {
	return new Date(ms).toISOString().replace('.000Z', 'Z');
}

/** RFC 3339 in UTC with microseconds, the precision captured payloads carry. */
export function toMicroTimestamp(ms: number, micros: number): string {
	return new Date(ms).toISOString().replace('Z', `${String(micros % 1000).padStart(3, '0')}Z`);
}

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since 1970 of an RFC 3339 time with offset, or undefined. */
export function parseTimestamp(text: string): number | undefined {
	const ms = RFC3339.test(text) ? Date.parse(text) : NaN;
	return Number.isNaN(ms) ? undefined : ms;
}

const DURATION = /^-?\d{1,12}(\.\d{1,9})?s$/;

/** Milliseconds of a proto3 JSON duration such as `600s` or `0.5s`, or undefined. */
export function parseDuration(text: string): number | undefined {
	return DURATION.test(text) ? Number(text.slice(0, -1)) * 1000 : undefined;
}
