import type { Browser, Page } from 'playwright-core';

import type { SendCounts } from '../../emulator/platform/sendCounter';
import { waitFor } from '../../scripts/n8n';
import { DEMO_OWNER, type Demo } from '../../scripts/startDemo';
import { controlEmulator } from '../harness/controlEmulator';
import { launchBrowser, signInToEditor, watchPage } from './browser';
import { startTestDemo } from './demoHost';
import { AGENT, link, listOf, output, rbm, start } from './parts';
import { screenshot } from './screenshots';

const PEOPLE = 1000;
const CAMPAIGN = 'spring-sale-2027';

describe('a campaign that is stopped in the editor', () => {
	let demo: Demo;
	let browser: Browser;
	let page: Page;
	/** What the browser's console heard. */
	const console: string[] = [];
	beforeAll(async () => {
		[demo, browser] = await Promise.all([startTestDemo(), launchBrowser()]);
		page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
		await watchPage(page);
		page.on('console', (message) => console.push(message.text()));
		await signInToEditor(page, demo.n8n.url, DEMO_OWNER);
	});
	afterAll(() => Promise.all([browser?.close(), demo?.stop()]));

	const control = async (method: string, path: string, body?: object) =>
		await controlEmulator(demo.emulator, method, path, body);
	const accepted = async () => ((await control('GET', '/sends')) as SendCounts).accepted;

	it('sends nothing more, says what was sent, and goes on where it was when run again', async () => {
		await control('PATCH', '/settings', { unknownNumbers: 'evenReachable', latencyMs: 80 });
		const people = Array.from({ length: PEOPLE }, (_, index) => ({
			phone: `+4915110${100_000 + 2 * index}`,
		}));
		const workflow = await demo.client.saveWorkflow({
			name: 'Long Campaign',
			nodes: [
				start,
				...listOf(people),
				rbm(demo.credential, 'Send', {
					agentId: AGENT,
					phoneNumber: '={{ $json.phone }}',
					text: 'The sale starts today',
					options: { sendOnceKey: CAMPAIGN },
				}),
			].map((node, index) => ({ ...node, position: [index * 220, 0] as [number, number] })),
			connections: {
				Start: { main: [[link('People')]] },
				People: { main: [[link('One by One')]] },
				'One by One': { main: [[link('Send')]] },
			},
		});
		await page.goto(`${demo.n8n.url}/workflow/${workflow.id}`);
		await page.locator('[data-test-id="execute-workflow-button"]').click();
		await waitFor(async () => ((await accepted()) > 100 ? true : undefined), {
			what: 'the campaign to be under way',
		});
		await page.locator('[data-test-id="stop-execution-button"]').click();

		const said = await waitFor(async () => console.find((text) => text.includes('Stopped after')), {
			what: 'the node to say what it did',
		});
		const [, sent] = /Stopped after (\d+) of 1000 items \(0–/.exec(said) ?? [];

		// A repeat is told by its age, beyond what clocks may differ by.
		const old = Date.now() + 7000;
		await waitFor(async () => (Date.now() > old ? true : undefined), {
			what: 'the messages to be old enough',
		});
		await control('PATCH', '/settings', { latencyMs: 0 });
		await page.locator('[data-test-id="execute-workflow-button"]').click();
		const [, again] = await demo.client.waitForExecutions(workflow.id, 2, { timeoutMs: 60_000 });
		expect(await accepted()).toBe(PEOPLE);
		// What was under way when it was stopped may have arrived, and no more: ten at a time.
		const repeated = output(again!, 'Send').filter((item) => item.repeated === true).length;
		expect(repeated).toBeGreaterThanOrEqual(Number(sent));
		expect(repeated).toBeLessThanOrEqual(Number(sent) + 10);

		await page.locator('[data-test-id="canvas-node"][data-node-name="Send"]').dblclick();
		await page.getByText('had been sent before').waitFor();
		await screenshot(page.locator('[data-test-id="ndv"]'), 'campaign-summary');
	});
});
