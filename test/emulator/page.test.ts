import { request, startEmulator } from './support/emulator';

test('the phone page and its parts are served, under a policy', async () => {
	const emulator = await startEmulator();
	for (const [path, type, content] of [
		['/', 'text/html', '<div id="app">'],
		['/phone/style.css', 'text/css', '{'],
		['/favicon.ico', 'image/svg+xml', '<svg'],
	] as const) {
		const { status, headers, text } = await request(emulator.url + path);
		expect({ path, status }).toEqual({ path, status: 200 });
		expect(headers.get('content-type')).toContain(type);
		expect(headers.get('content-security-policy')).toMatch(/^default-src 'self'; img-src \*/);
		expect(text).toContain(content);
	}
});

test('the script is bundled on first request, as one module without imports', async () => {
	const emulator = await startEmulator();
	const load = async () => await request(`${emulator.url}/phone/app.js`);
	const [first, second] = await Promise.all([load(), load()]);
	expect(first.status).toBe(200);
	expect(first.headers.get('content-type')).toContain('text/javascript');
	expect(first.text).toContain('/emulator/events');
	expect(first.text).not.toMatch(/^import /m);
	expect(second.text).toBe(first.text);
});
