import type { INodeParameters } from 'n8n-workflow';
import type { Browser, Page } from 'playwright-core';

import { EVENT_OPTIONS } from '../../nodes/Rbm/triggerEvents';
import { DEMO_OWNER, type Demo } from '../../scripts/startDemo';
import { launchBrowser, signInToEditor, watchPage, type PageTroubles } from './browser';
import { ANNA, startTestDemo } from './demoHost';
import { screenshot } from './screenshots';

describe('n8n’s editor', () => {
	let demo: Demo;
	let browser: Browser;
	let page: Page;
	let troubles: PageTroubles;
	beforeAll(async () => {
		[demo, browser] = await Promise.all([startTestDemo(), launchBrowser()]);
		page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
		troubles = await watchPage(page);
		await signInToEditor(page, demo.n8n.url, DEMO_OWNER);
	});
	afterAll(() => Promise.all([browser?.close(), demo?.stop()]));

	const canvasNode = (name: string) =>
		page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	const field = (name: string) => page.locator(`[data-test-id="parameter-input-${name}"]`);
	const panel = () => page.locator('[data-test-id="ndv"]');

	/** Opens one of the example workflows, and a node of it. */
	async function open(example: 0 | 1, nodeName?: string): Promise<void> {
		await page.goto(`${demo.n8n.url}/workflow/${demo.workflows[example]!.id}`);
		await canvasNode(nodeName ?? demo.workflows[example]!.nodes.at(-1)!.name).waitFor();
		if (nodeName === undefined) return;
		await canvasNode(nodeName).dblclick();
		await panel().waitFor();
	}

	it('finds the nodes by what people call them', async () => {
		await page.goto(`${demo.n8n.url}/workflow/new`);
		await page.locator('[data-test-id="canvas-add-button"]').click();
		await page.locator('[data-test-id="node-creator-search-bar"]').fill('rcs');
		await page.locator('[data-test-id="item-iterator-item"]', { hasText: 'RCS' }).first().waitFor();
	});

	it('sends what is typed into an empty node', async () => {
		const { id, name } = demo.credential;
		const node = (name: string, type: string, more: object = {}) => ({
			id: name,
			name,
			type,
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters: {},
			...more,
		});
		const workflow = await demo.client.saveWorkflow({
			name: 'Type It',
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger'),
				node('New', 'n8n-nodes-rcs-business-messaging.rbm', {
					position: [240, 0],
					credentials: { rbmServiceAccountApi: { id, name } },
				}),
			],
			connections: { Start: { main: [[{ node: 'New', type: 'main', index: 0 }]] } },
		});
		await page.goto(`${demo.n8n.url}/workflow/${workflow.id}`);
		await canvasNode('New').dblclick();
		await panel().waitFor();

		await page
			.locator('[data-test-id="rlc-input"] input, [data-test-id="rlc-input"]')
			.first()
			.click();
		await page.getByText('Acme Parcels (Acme)').click();
		await field('phoneNumber').locator('input').fill('0049 30 / 1234-567');
		await field('text').locator('textarea').fill('Typed by hand');
		await page.locator('[data-test-id="node-execute-button"]').click();
		// That number is nobody's: a business outcome on its own output.
		await page.getByText('Unreachable Branch (1 item)').waitFor();

		await field('phoneNumber').locator('input').fill(ANNA);
		await page.locator('[data-test-id="node-execute-button"]').click();
		await page.getByText('Sent Branch (1 item)').waitFor();
		expect(JSON.stringify(demo.emulator.view().conversations)).toContain('Typed by hand');
	});

	it('shows the examples with named outputs', async () => {
		await open(1);
		await page.locator('.vue-flow').getByText('Unreachable', { exact: true }).last().waitFor();
		await screenshot(page, 'canvas-fallback');
		await open(0);
		await page.getByText('Unreachable', { exact: true }).first().waitFor();
		await screenshot(page, 'canvas');
	});

	it('names the outputs of a trigger that splits events by kind', async () => {
		const { id, name } = demo.credential;
		const credentials = { rbmServiceAccountApi: { id, name } };
		const node = (name: string, type: string, typeVersion: number, parameters: object) => ({
			id: name,
			name,
			type,
			typeVersion,
			position: [0, 0] as [number, number],
			parameters: parameters as INodeParameters,
		});
		const http = (name: string, method: string, url: string) =>
			node(name, 'n8n-nodes-base.httpRequest', 4.3, { method, url, options: {} });
		const behind = {
			Messages: {
				...node('Answer', 'n8n-nodes-rcs-business-messaging.rbm', 1, {
					agentId: { __rl: true, mode: 'id', value: '={{ $json.agentId }}' },
					phoneNumber: '={{ $json.phoneNumber }}',
					text: 'Thank you, we are looking into it.',
				}),
				credentials,
			},
			Receipts: http('Update Campaign', 'PATCH', 'https://crm.example'),
			Expiries: http('Send SMS', 'POST', 'https://sms.example'),
			'Opt-Out / In': http('Update Opt-Outs', 'PUT', 'https://crm.example'),
			Other: node('Keep for Later', 'n8n-nodes-base.noOp', 1, {}),
		};
		const trigger = {
			...node('RCS Event', 'n8n-nodes-rcs-business-messaging.rbmTrigger', 1, {
				registration: 'manual',
				outputMode: 'byKind',
				events: EVENT_OPTIONS.map(({ value }) => value),
			}),
			webhookId: 'b7c1a8f0-0000-4000-8000-00000000000b',
			// Its five outputs make it taller than the others: this is the middle.
			position: [0, -48] as [number, number],
			credentials,
		};
		const nodes = Object.values(behind).map((each, index) => ({
			...each,
			position: [400, (index - 2) * 160] as [number, number],
		}));
		const { id: workflowId } = await demo.client.saveWorkflow({
			name: 'One Output for Each Kind',
			nodes: [trigger, ...nodes],
			connections: {
				[trigger.name]: {
					main: nodes.map(({ name }) => [{ node: name, type: 'main', index: 0 }]),
				},
			},
		});
		await page.goto(`${demo.n8n.url}/workflow/${workflowId}`);
		await canvasNode('Keep for Later').waitFor();
		for (const output of Object.keys(behind)) {
			await page.locator('.vue-flow').getByText(output, { exact: true }).waitFor();
		}
		// The icons come last.
		for (const name of [trigger.name, 'Answer', 'Send SMS', 'Keep for Later']) {
			await canvasNode(name).locator('.n8n-node-icon, .n8n-icon, img').first().waitFor();
		}
		await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
		await screenshot(page, 'trigger-outputs');
	});

	it('offers the agents by name', async () => {
		await open(1, 'Send with Expiry');
		await field('agentId')
			.locator('.n8n-select, [data-test-id="rlc-mode-selector"]')
			.first()
			.click();
		await page.getByRole('option', { name: 'From List' }).click();
		await page
			.locator('[data-test-id="rlc-input"] input, [data-test-id="rlc-input"]')
			.first()
			.click();
		await page.getByText('Acme Support (Acme)').waitFor();
		await page.getByText('Acme Parcels (Acme)').click();
	});

	it('sends from the panel and shows the result', async () => {
		const { id, name } = demo.credential;
		const workflow = await demo.client.saveWorkflow({
			name: 'Send a Message',
			nodes: [
				{
					id: 'start',
					name: 'When Clicking',
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
				{
					id: 'send',
					name: 'Send Text',
					type: 'n8n-nodes-rcs-business-messaging.rbm',
					typeVersion: 1,
					position: [240, 0],
					parameters: {
						agentId: {
							__rl: true,
							mode: 'list',
							value: 'acme_support_agent',
							cachedResultName: 'Acme Support (Acme)',
						},
						phoneNumber: ANNA,
						text: 'Your table for two is booked for 7 pm. See you tonight?',
						suggestions: {
							suggestion: [
								{ type: 'reply', text: 'See you there', postbackData: 'booking:77:yes' },
								{ type: 'reply', text: 'Cancel it', postbackData: 'booking:77:cancel' },
							],
						},
					},
					credentials: { rbmServiceAccountApi: { id, name } },
				},
			],
			connections: { 'When Clicking': { main: [[{ node: 'Send Text', type: 'main', index: 0 }]] } },
		});
		await page.goto(`${demo.n8n.url}/workflow/${workflow.id}`);
		await canvasNode('Send Text').dblclick();
		await panel().waitFor();
		await page.locator('[data-test-id="node-execute-button"]').click();
		await page.locator('[data-test-id="output-panel"]').getByText('phones/').first().waitFor();
		await page.locator('[data-test-id="node-execute-button"]').getByText('Execute step').waitFor();
		await screenshot(page, 'send-text');
		expect(demo.emulator.view().conversations.flatMap(({ entries }) => entries)).toContainEqual(
			expect.objectContaining({
				content: expect.objectContaining({ text: expect.stringContaining('Your table for two') }),
				status: 'delivered',
			}),
		);
	});

	it('explains the trigger', async () => {
		await open(0, 'Message Received');
		await field('agentId').waitFor();
		expect(await page.getByText('Webhook URLs').count()).toBe(0);
		await screenshot(page, 'trigger');
		await field('registration').click();
		await page.getByRole('option', { name: 'Manual' }).click();
		await page.getByText('Webhook URLs').click();
		await page.getByText('Production URL').first().waitFor();
	});

	it('tests the credential where it is edited', async () => {
		await open(1, 'Send with Expiry');
		await page.locator('[data-test-id="credential-edit-button"]').click();
		await page.getByText('Connection tested successfully').waitFor();
		await screenshot(page, 'credential');
	});

	it('asked nobody outside and met no error', () => {
		expect(troubles).toEqual({ outside: [], errors: [] });
	});
});
