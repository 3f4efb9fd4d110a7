/** The base path of n8n's test URLs, unless `N8N_ENDPOINT_WEBHOOK_TEST` changed it. */
const TEST = '/webhook-test/';
const PRODUCTION = '/webhook/';

const parse = (url: string): URL | undefined => (URL.canParse(url) ? new URL(url) : undefined);

/** Path end `<webhookId>/rbm`, which n8n gives both URLs of a trigger node. */
const nodePart = ({ pathname }: URL): string => pathname.split('/').slice(-2).join('/');

/** Whether two addresses are one trigger node's: its test and its production URL, or the same. */
export function isSameNode(a: string, b: string): boolean {
	const [first, second] = [parse(a), parse(b)];
	if (!first || !second) return a === b;
	return first.origin === second.origin && nodePart(first) === nodePart(second);
}

/**
 * Whether an address is a test URL of the n8n that a production URL belongs to. It serves two minutes
 * at most; one that is still registered later was left by an n8n that went down.
 */
export function isTestUrlBeside(url: string, productionUrl: string): boolean {
	const [test, production] = [parse(url), parse(productionUrl)];
	if (!test || !production || test.origin !== production.origin) return false;
	const at = production.pathname.lastIndexOf(PRODUCTION);
	return at >= 0 && test.pathname.startsWith(production.pathname.slice(0, at) + TEST);
}

/** An address as people may see it: what a query or login holds can be a secret. */
export function shownUrl(url: string): string {
	const parsed = parse(url);
	if (!parsed) return url.slice(0, 100);
	return parsed.origin + parsed.pathname + (parsed.search && '?…');
}
