/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

import type { Owner } from '../../scripts/n8n';

/** Where the systems we know keep a Chromium; BROWSER_PATH goes before all of them. */
const PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/google-chrome',
	'/usr/bin/chromium-browser',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Keep it from asking the world for updates, lists and pages of its own. */
const QUIET = [
	...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--no-pings'],
	...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
	...['--disable-dev-shm-usage', '--disable-domain-reliability'],
];

function findBrowser(): string {
	const { BROWSER_PATH } = process.env;
	const found = BROWSER_PATH ?? PLACES.find((path) => existsSync(path));
	if (found === undefined) {
		throw new Error(
			'The browser tests need Chromium or Chrome. On Debian: apt-get install chromium; ' +
				'elsewhere set BROWSER_PATH to its program.',
		);
	}
	return found;
}

export function launchBrowser(): Promise<Browser> {
	return chromium.launch({ executablePath: findBrowser(), headless: true, args: QUIET });
}

/** What happened on a page that should not have. */
export interface PageTroubles {
	/** Addresses outside this machine that the page asked for, and did not get. */
	outside: string[];
	/** Errors nobody caught. */
	errors: string[];
}

/** Cuts a page off from everything but this machine, and writes down what goes wrong on it. */
export async function watchPage(page: Page): Promise<PageTroubles> {
	const troubles: PageTroubles = { outside: [], errors: [] };
	await page.route('**/*', async (route) => {
		const { hostname, protocol, href } = new URL(route.request().url());
		const isLocal = ['127.0.0.1', 'localhost'].includes(hostname) || !protocol.startsWith('http');
		if (isLocal) return await route.continue();
		troubles.outside.push(href);
		await route.abort();
	});
	page.on('pageerror', (error) => troubles.errors.push(String(error)));
	return troubles;
}

/** Logs in to n8n's editor by its form. */
export async function signInToEditor(
	page: Page,
	n8nUrl: string,
	{ email, password }: Owner,
): Promise<void> {
	await page.goto(`${n8nUrl}/signin`);
	await page.locator('input[name="emailOrLdapLoginId"]').fill(email);
	await page.locator('input[name="password"]').fill(password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL((address) => !address.pathname.endsWith('/signin'));
}
