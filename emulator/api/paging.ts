import { invalidArgument } from './errors';

/** Entries per page when none are asked for, and the most given; both are guesses. */
const DEFAULT_PAGE_SIZE = 50;
const LARGEST_PAGE_SIZE = 1000;

/** proto3 JSON leaves empty lists out: an answer without entries is `{}`. */
export function listed(
	name: string,
	entries: readonly object[],
): Record<string, readonly object[]> {
	return entries.length > 0 ? { [name]: entries } : {};
}

/** Tokens mean nothing to clients; inside is the index of the next entry. */
function encode(offset: number): string {
	return Buffer.from(`next:${offset}`).toString('base64url');
}

function decode(token: string): number {
	const offset = /^next:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
	if (offset === undefined) throw invalidArgument('page_token', 'Invalid page token.');
	return Number(offset);
}

/**
 * Cuts one page out of a list.
 *
 * @throws ApiError 400 for a page size that is no whole number from 0, or a foreign token
 */
export function pageOf<T>(
	list: readonly T[],
	{ pageSize, pageToken }: { pageSize?: string; pageToken?: string },
): { page: T[]; nextPageToken?: string } {
	if (pageSize !== undefined && !/^\d{1,9}$/.test(pageSize)) {
		throw invalidArgument('page_size', `Invalid value at 'page_size' (TYPE_INT32), "${pageSize}"`);
	}
	const size = Math.min(Number(pageSize) || DEFAULT_PAGE_SIZE, LARGEST_PAGE_SIZE);
	const start = pageToken ? decode(pageToken) : 0;
	const end = start + size;
	return {
		page: list.slice(start, end),
		...(end < list.length && { nextPageToken: encode(end) }),
	};
}
