import type { Browser, Page } from 'playwright-core';
import type { INode, INodeParameters } from 'n8n-workflow';

import { DEMO_CLIENT_TOKEN, DEMO_OWNER, type Demo } from '../../scripts/startDemo';
import { signPayload } from '../../rbm/signature';
import { launchBrowser, signInToEditor, watchPage, type PageTroubles } from './browser';
import { ANNA, BRUNO, startTestDemo } from './demoHost';
import { screenshot } from './screenshots';

const AGENT = {
	__rl: true,
	mode: 'list',
	value: 'acme_support_agent',
	cachedResultName: 'Acme Support (Acme)',
};
const TO_ANNA = { agentId: AGENT, phoneNumber: ANNA };
const PICTURE = 'https://example.com/bicycle.jpg';
const suggestions = (...suggestion: INodeParameters[]) => ({ suggestion });

const EVENT = Buffer.from(
	JSON.stringify({ senderPhoneNumber: ANNA, messageId: 'Mx1', text: 'hi from a queue' }),
);

interface Case {
	resource: string;
	operation: string;
	parameters: INodeParameters;
	/** Something its output shows. */
	shows: string;
	screenshot?: string;
}

const CASES: Case[] = [
	{
		resource: 'message',
		operation: 'sendText',
		parameters: {
			...TO_ANNA,
			text: 'hello',
			expires: 'after',
			expiresAfter: 2,
			expiresAfterUnit: 'hours',
		},
		shows: 'expireTime',
	},
	{
		resource: 'message',
		operation: 'sendRichCard',
		parameters: {
			...TO_ANNA,
			title: 'Your bicycle is ready',
			description: 'Pick it up at Main Street 1, open until 6 pm.',
			mediaFrom: 'url',
			fileUrl: PICTURE,
			mediaOptions: { height: 'MEDIUM', contentDescription: 'A blue bicycle' },
			cardSuggestions: suggestions(
				{
					type: 'viewLocation',
					text: 'Show the way',
					latitude: 52.52,
					longitude: 13.4,
					mapLabel: 'Acme',
				},
				{ type: 'dial', text: 'Call us', phoneNumber: '+4930123456' },
			),
		},
		shows: 'contentMessage',
		screenshot: 'send-rich-card',
	},
	{
		resource: 'message',
		operation: 'sendCarousel',
		parameters: {
			...TO_ANNA,
			cards: {
				card: [
					{ title: 'City', description: 'For every day', mediaFrom: 'url', fileUrl: PICTURE },
					{ title: 'Trekking', description: 'For long ways', mediaFrom: 'url', fileUrl: PICTURE },
				],
			},
		},
		shows: 'contentMessage',
		screenshot: 'send-carousel',
	},
	{
		resource: 'message',
		operation: 'sendFile',
		parameters: { ...TO_ANNA, mediaFrom: 'url', fileUrl: PICTURE },
		shows: 'contentMessage',
	},
	{
		resource: 'message',
		operation: 'sendJson',
		parameters: { ...TO_ANNA, contentMessageJson: '{ "text": "from JSON" }' },
		shows: 'contentMessage',
	},
	{
		resource: 'message',
		operation: 'revoke',
		parameters: { ...TO_ANNA, messageId: 'b7c1a8f0-0000-4000-8000-000000000001' },
		shows: 'revoked',
	},
	{ resource: 'event', operation: 'showTyping', parameters: TO_ANNA, shows: 'IS_TYPING' },
	{
		resource: 'event',
		operation: 'markAsRead',
		parameters: { ...TO_ANNA, messageId: 'MxA1' },
		shows: 'READ',
	},
	{
		resource: 'capability',
		operation: 'check',
		parameters: TO_ANNA,
		shows: 'featureList',
		screenshot: 'capability-check',
	},
	{
		resource: 'capability',
		operation: 'checkMany',
		parameters: TO_ANNA,
		shows: 'reachable',
		screenshot: 'capability-check-many',
	},
	{
		resource: 'file',
		operation: 'upload',
		parameters: { agentId: AGENT, mediaFrom: 'url', fileUrl: PICTURE },
		shows: 'files/',
	},
	{
		resource: 'tester',
		operation: 'invite',
		parameters: { ...TO_ANNA, phoneNumber: BRUNO },
		shows: 'PENDING',
	},
	{
		resource: 'tester',
		operation: 'get',
		parameters: { ...TO_ANNA, phoneNumber: BRUNO },
		shows: 'PENDING',
	},
	{ resource: 'tester', operation: 'getAll', parameters: { agentId: AGENT }, shows: BRUNO },
	{
		resource: 'tester',
		operation: 'remove',
		parameters: { ...TO_ANNA, phoneNumber: BRUNO },
		shows: 'deleted',
	},
	{ resource: 'agent', operation: 'get', parameters: { agentId: AGENT }, shows: 'Acme Support' },
	{ resource: 'agent', operation: 'getAll', parameters: {}, shows: 'Acme Parcels' },
	{
		resource: 'webhookEvent',
		operation: 'verify',
		parameters: {
			body: JSON.stringify({ message: { data: EVENT.toString('base64') } }),
			signature: signPayload(EVENT, DEMO_CLIENT_TOKEN),
		},
		shows: 'hi from a queue',
	},
];

describe('every operation runs from its panel in n8n’s editor', () => {
	let demo: Demo;
	let browser: Browser;
	let page: Page;
	let troubles: PageTroubles;
	let url: string;

	const titled = (name: string) =>
		name.replace(/^./, (first) => first.toUpperCase()).replace(/(?<=.)[A-Z]/g, ' $&');
	const nameOf = ({ resource, operation }: Case) =>
		['agent', 'tester'].includes(resource)
			? `${titled(operation)} ${titled(resource)}`
			: titled(operation);

	beforeAll(async () => {
		[demo, browser] = await Promise.all([startTestDemo(), launchBrowser()]);
		const { id, name } = demo.credential;
		const nodes = CASES.map((each, index): INode => ({
			id: nameOf(each),
			name: nameOf(each),
			type: 'n8n-nodes-rcs-business-messaging.rbm',
			typeVersion: 1,
			position: [300 + 250 * (index % 5), 200 * Math.floor(index / 5)],
			parameters: { resource: each.resource, operation: each.operation, ...each.parameters },
			credentials: { rbmServiceAccountApi: { id, name } },
		}));
		const start: INode = {
			id: 'start',
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		};
		const main = [nodes.map((node) => ({ node: node.name, type: 'main' as const, index: 0 }))];
		const workflow = await demo.client.saveWorkflow({
			name: 'Every Operation',
			nodes: [start, ...nodes],
			connections: { Start: { main } },
		});
		page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
		troubles = await watchPage(page);
		await signInToEditor(page, demo.n8n.url, DEMO_OWNER);
		url = `${demo.n8n.url}/workflow/${workflow.id}`;
	});
	afterAll(() => Promise.all([browser?.close(), demo?.stop()]));

	it.each(CASES)('$resource: $operation', async (each) => {
		await page.goto(url);
		await page.locator(`[data-test-id="canvas-node"][data-node-name="${nameOf(each)}"]`).dblclick();
		await page.locator('[data-test-id="ndv"]').waitFor();
		await page.locator('[data-test-id="node-execute-button"]').click();
		const output = page.locator('[data-test-id="output-panel"]');
		await output.getByText(each.shows).first().waitFor();
		await page.locator('[data-test-id="node-execute-button"]').getByText('Execute step').waitFor();
		if (each.screenshot) await screenshot(page, each.screenshot);
	});

	it('asked nobody outside and met no error', () => {
		expect(troubles).toEqual({ outside: [], errors: [] });
	});
});
