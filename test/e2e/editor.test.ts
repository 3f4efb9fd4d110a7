import type { Browser } from 'playwright-core';

import { launchBrowser, signInToEditor, watchPage } from './browser';
import { startTestHost, type TestHost } from './host';

describe('n8n’s editor', () => {
	let host: TestHost;
	let browser: Browser;
	beforeAll(async () => {
		[host, browser] = await Promise.all([startTestHost(), launchBrowser()]);
	});
	afterAll(() => Promise.all([browser?.close(), host?.stop()]));

	it('finds the nodes by what people call them', async () => {
		const page = await browser.newPage();
		const troubles = await watchPage(page);
		await signInToEditor(page, host);
		await page.goto(`${host.url}/workflow/new`);
		await page.locator('[data-test-id="canvas-add-button"]').click();

		await page.locator('[data-test-id="node-creator-search-bar"]').fill('rcs');
		await page.locator('[data-test-id="item-iterator-item"]', { hasText: 'RCS' }).first().waitFor();
		expect(troubles).toEqual({ outside: [], errors: [] });
	});
});
