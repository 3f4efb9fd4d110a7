/**
 * What the address names. The page is `#/` (the phones), `#/+4915112345678` (that phone's inbox) or
 * `#/+4915112345678/acme_support_agent` (one conversation); `?settings` opens the settings where
 * the window is too narrow to show them beside the phone.
 */
export interface Route {
	phoneNumber?: string;
	agentId?: string;
	settings: boolean;
}

/** Reads a `location.hash`; anything unreadable is the list of phones. */
export function parseRoute(hash: string): Route {
	const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
	const [phoneNumber, agentId] = path.split('/').map(decode);
	return {
		phoneNumber: phoneNumber || undefined,
		agentId: agentId || undefined,
		settings: query === 'settings',
	};
}

/** The hash of a route, for links. */
export function formatRoute(route: Partial<Route>): string {
	const parts = [route.phoneNumber, route.agentId]
		.filter((part) => part !== undefined)
		.map((part) => encodeURIComponent(part).replace(/^%2B/, '+'));
	return `#/${parts.join('/')}${route.settings ? '?settings' : ''}`;
}

function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
