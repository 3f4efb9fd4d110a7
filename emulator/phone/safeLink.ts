/**
 * What agents send is untrusted: only these schemes ever become a link or an image, everything else
 * (`javascript:`, `data:`, `intent:` …) stays text.
 */
const LINK_SCHEMES = ['http:', 'https:', 'tel:'];

function withScheme(url: string | undefined, schemes: string[]): string | undefined {
	if (url === undefined || !URL.canParse(url)) return undefined;
	const parsed = new URL(url);
	return schemes.includes(parsed.protocol) ? parsed.href : undefined;
}

/** The address if it may be a link, else undefined. */
export function safeLink(url: string | undefined): string | undefined {
	return withScheme(url, LINK_SCHEMES);
}

/** The address if it may be loaded as a picture, film or sound, else undefined. */
export function safeMedia(url: string | undefined): string | undefined {
	return withScheme(url, ['http:', 'https:']);
}

/** A piece of a text: plain, or with the address it leads to. */
export interface TextPart {
	text: string;
	href?: string;
}

/** Splits a text at its web addresses. */
export function splitLinks(text: string): TextPart[] {
	const parts: TextPart[] = [];
	let end = 0;
	for (const match of text.matchAll(/https?:\/\/[^\s<>"]+/gi)) {
		const address = match[0].replace(/[.,;:!?'”’)\]}]+$/, '');
		const href = safeLink(address);
		if (!href) continue;
		if (match.index > end) parts.push({ text: text.slice(end, match.index) });
		parts.push({ text: address, href });
		end = match.index + address.length;
	}
	if (end < text.length) parts.push({ text: text.slice(end) });
	return parts;
}
