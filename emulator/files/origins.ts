import type { Clock } from '../clock';
import { LIMITS } from '../../rbm/limits';
import { isLoopback } from '../loopback';
import { bareType, isMediaType } from './mediaTypes';

/** How long a server may take; Google's figure is not published. */
const TIMEOUT_MS = 10_000;
/** How long the platform keeps what it fetched (guides/build/messages/send). */
const CACHE_MS = 60 * 24 * 60 * 60 * 1000;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A file as its server gave it. */
export interface OriginFile {
	mimeType: string;
	size: number;
	/** Only when asked for. */
	bytes?: Buffer;
}

/** What a look at a URL gave: a file, nothing for one that is not looked at, or what is wrong. */
export type Look = { file?: OriginFile } | { problem: string };

export interface LookOptions {
	/** Redirects followed: none for `contentInfo`, one for an upload by URL. */
	redirects: 0 | 1;
	/** Keeps the bytes. */
	keep?: boolean;
	/** Looks again at what was seen before. */
	refresh?: boolean;
}

export interface OriginsOptions {
	clock: Clock;
	fetch: Fetch;
	/** Aborted when the emulator closes. */
	closing: AbortSignal;
}

const isRedirect = ({ status }: Response) => status >= 300 && status < 400;

/** Reads a body to its end, or to where it gets too large. */
async function read(response: Response, keep: boolean): Promise<{ size: number; bytes?: Buffer }> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	const reader = response.body?.getReader();
	while (reader && size <= LIMITS.fileBytes) {
		const { done, value } = await reader.read();
		if (done) break;
		size += value.byteLength;
		if (keep) chunks.push(value);
	}
	await reader?.cancel();
	return { size, ...(keep && { bytes: Buffer.concat(chunks) }) };
}

/**
 * Looks at files by URL as the platform would when it fetches them. Only this machine is asked: the
 * emulator keeps off the internet, and takes other URLs as they are. Google's texts are not known.
 */
export class Origins {
	private readonly seen = new Map<string, { file: OriginFile; at: number }>();

	constructor(private readonly options: OriginsOptions) {}

	async look(
		url: string,
		{ redirects, keep = false, refresh = false }: LookOptions,
	): Promise<Look> {
		if (!isLoopback(url)) return {};
		const now = this.options.clock.now();
		const known = this.seen.get(url);
		if (known && !keep && !refresh && now - known.at < CACHE_MS) return { file: known.file };
		const look = await this.fetch(url, redirects, keep);
		if ('file' in look && look.file && !keep) this.seen.set(url, { file: look.file, at: now });
		return look;
	}

	clear(): void {
		this.seen.clear();
	}

	private async fetch(url: string, redirects: number, keep: boolean): Promise<Look> {
		const { clock, closing, fetch } = this.options;
		const timeout = new AbortController();
		const timer = clock.setTimer(TIMEOUT_MS, () => timeout.abort());
		const signal = AbortSignal.any([timeout.signal, closing]);
		try {
			const response = await fetch(url, { redirect: 'manual', signal });
			if (isRedirect(response)) {
				await response.body?.cancel();
				return await this.follow(url, response, redirects, keep);
			}
			return await toLook(response, keep);
		} catch {
			return { problem: 'the file could not be fetched.' };
		} finally {
			timer.cancel();
		}
	}

	private async follow(
		url: string,
		{ headers }: Response,
		redirects: number,
		keep: boolean,
	): Promise<Look> {
		const next = headers.get('location') ?? '';
		if (redirects === 0) return { problem: 'the URL redirects.' };
		if (!URL.canParse(next, url)) return { problem: 'the URL redirects nowhere.' };
		const target = new URL(next, url).href;
		return isLoopback(target) ? await this.fetch(target, redirects - 1, keep) : {};
	}
}

async function toLook(response: Response, keep: boolean): Promise<Look> {
	const mimeType = bareType(response.headers.get('content-type'));
	const { size, bytes } = await read(response, keep);
	if (response.status !== 200) return { problem: `the server answered HTTP ${response.status}.` };
	if (mimeType === undefined) return { problem: 'the server sent no Content-Type.' };
	if (!isMediaType(mimeType)) return { problem: `files of type ${mimeType} cannot be sent.` };
	if (size === 0) return { problem: 'the file is empty.' };
	if (size > LIMITS.fileBytes) return { problem: 'the file is larger than 100 MiB.' };
	return { file: { mimeType, size, ...(bytes && { bytes }) } };
}
