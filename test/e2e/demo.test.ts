import type { Browser, Page } from 'playwright-core';

import { waitFor } from '../../scripts/n8n';
import type { Demo } from '../../scripts/startDemo';
import { launchBrowser, watchPage, type PageTroubles } from './browser';
import { ANNA, BRUNO, DEV, startTestDemo } from './demoHost';
import { screenshot } from './screenshots';

let demo: Demo;
let browser: Browser;
let page: Page;
let troubles: PageTroubles;

beforeAll(async () => {
	[demo, browser] = await Promise.all([startTestDemo(), launchBrowser()]);
	page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
	troubles = await watchPage(page);
});
afterAll(async () => {
	await browser?.close();
	await demo?.stop();
});

/** Opens a conversation on the phone page. */
async function openPhone(phoneNumber: string, agentId: string): Promise<void> {
	await page.goto(`${demo.emulator.url}/#/${phoneNumber}/${agentId}`);
	await page.getByRole('log').waitFor();
}

/** Fills in the form of the second example. */
async function notify(phoneNumber: string, text: string): Promise<void> {
	const form = await browser.newPage();
	await form.goto(demo.formUrl);
	await form.getByLabel('Phone number').fill(phoneNumber);
	await form.getByLabel('Message').fill(text);
	await form.getByRole('button', { name: 'Send' }).click();
	await form.getByText('Your response has been recorded').waitFor();
	await form.close();
}

/** Names of the nodes that ran, for each ended execution of the second example, oldest first. */
async function branches(count: number): Promise<string[][]> {
	const executions = await demo.client.waitForExecutions(demo.workflows[1]!.id, count, {
		timeoutMs: 40_000,
	});
	return executions.map(({ data }) => Object.keys(data.resultData.runData));
}

it('answers "hi" with chips within two seconds, and a tap with the next message', async () => {
	await openPhone(ANNA, 'acme_support_agent');
	const composer = page.getByRole('textbox');
	await composer.fill('hi');
	await composer.press('Enter');
	const log = page.getByRole('log');
	await log.getByText('Hello from Acme!').waitFor({ timeout: 2000 });

	await page.getByRole('button', { name: /Opening hours/ }).click();
	await log.getByText('We are open Monday to Saturday').waitFor({ timeout: 2000 });
	await page.getByRole('button', { name: /Track my parcel/ }).waitFor();
	await screenshot(page, 'phone');
	expect(await log.getByText('Opening hours', { exact: true }).count()).toBeGreaterThan(0);
});

it('marks the message as read', async () => {
	await waitFor(
		() => {
			const entries = demo.emulator
				.view()
				.conversations.flatMap((each) => (each.phoneNumber === ANNA ? each.entries : []));
			const mine = entries.filter(({ from }) => from === 'user');
			return mine.length >= 2 && mine.every(({ status }) => status === 'read') ? true : undefined;
		},
		{ what: 'both messages of Anna to be read' },
	);
});

it('falls back at once for a number without RCS', async () => {
	await notify(DEV, 'Your parcel is at the door.');
	const [first] = await branches(1);
	expect(first).toEqual(
		expect.arrayContaining(['Send with Expiry', 'Write the SMS', 'Your SMS Node Goes Here']),
	);
	const [execution] = await demo.client.waitForExecutions(demo.workflows[1]!.id, 1);
	const [sms] = execution!.data.resultData.runData['Write the SMS']!;
	expect(sms?.data?.main?.[0]?.[0]).toMatchObject({
		json: { to: DEV, text: 'Your parcel is at the door.' },
	});
});

it('takes the fallback branch when the message of an offline phone expires', async () => {
	await openPhone(BRUNO, 'acme_parcels_agent');
	const online = page.getByRole('switch', { name: 'Online' });
	await online.click();
	await waitFor(
		async () => ((await online.getAttribute('aria-checked')) === 'false' ? true : undefined),
		{
			what: 'the phone to be offline',
		},
	);
	await notify(BRUNO, 'Are you there?');
	await page.getByText(/Waiting for this phone/).waitFor();
	await screenshot(page, 'phone-offline');
	await page.getByText(/Expired before delivery/).waitFor({ timeout: 30_000 });

	const [, sent, expired] = await branches(3);
	expect(sent).toContain('Accepted, Now Wait');
	expect(expired).toEqual(
		expect.arrayContaining([
			'What Became of It',
			'Which Event?',
			'Write the SMS',
			'Your SMS Node Goes Here',
		]),
	);
});

it('asked nobody outside and met no error', () => {
	expect(troubles).toEqual({ outside: [], errors: [] });
});
