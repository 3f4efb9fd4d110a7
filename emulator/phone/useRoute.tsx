import { useEffect, useState } from 'preact/hooks';
import { parseRoute, type Route } from './route';

/** Follows the address. */
export function useRoute(): Route {
	const [route, setRoute] = useState(() => parseRoute(location.hash));
	useEffect(() => {
		const follow = () => setRoute(parseRoute(location.hash));
		window.addEventListener('hashchange', follow);
		return () => window.removeEventListener('hashchange', follow);
	}, []);
	return route;
}
