/** Whether a path belongs to what Google serves: messaging, management, uploads, tokens. */
export function isApiPath(path: string): boolean {
	return path.startsWith('/v1/') || path.startsWith('/upload/v1/') || path === '/token';
}
