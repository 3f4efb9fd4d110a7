/**
 * Calls the emulator's control API.
 *
 * @param path under `/emulator`
 * @returns what it answers, if anything
 */
export async function controlEmulator(
	{ url }: { url: string },
	method: string,
	path: string,
	body?: object,
): Promise<unknown> {
	const response = await fetch(`${url}/emulator${path}`, {
		method,
		...(body && {
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		}),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
	return text === '' ? undefined : (JSON.parse(text) as unknown);
}
