import {
	deleteIntegration,
	listIntegrations,
	moveIntegration,
	tokenFingerprint,
	webhooksIn,
} from '../../rbm/integrations';
import { isSameNode, isTestUrlBeside, shownUrl } from '../../rbm/webhookUrl';

const NAME = 'brands/b/agents/a/integrations/i';
const PRODUCTION = 'https://n8n.test/webhook/3f1c/rbm';
const TEST = 'https://n8n.test/webhook-test/3f1c/rbm';

it('reads the webhooks of an agent, and nothing else', () => {
	const webhook = { name: NAME, agentWebhookIntegration: { webhookUri: PRODUCTION } };
	const dialogflow = { name: NAME, dialogflowEsIntegration: {} };
	expect(webhooksIn({ integrations: [dialogflow, webhook] })).toEqual([
		{ name: NAME, webhookUri: PRODUCTION },
	]);
	for (const body of [undefined, null, {}, '', { integrations: {} }, { integrations: [null, 7] }]) {
		expect(webhooksIn(body)).toEqual([]);
	}
});

it('moves address and token at once', () => {
	const target = { webhookUri: TEST, clientToken: 'token', mayTakeOver: true };
	expect(moveIntegration(NAME, target)).toMatchObject({
		method: 'PATCH',
		path: `/v1/${NAME}`,
		query: { updateMask: 'agentWebhookIntegration' },
		body: { agentWebhookIntegration: { webhookUri: TEST, verificationToken: 'token' } },
	});
});

it('stays below what a name points to', () => {
	expect(deleteIntegration('brands/b?x=/agents/a#').path).toBe('/v1/brands/b%3Fx%3D/agents/a%23');
	expect(listIntegrations('brands/b/agents/a').path).toBe('/v1/brands/b/agents/a/integrations');
});

it('tells tokens apart without showing them', () => {
	expect(tokenFingerprint('a')).toMatch(/^[0-9a-f]{4}$/);
	expect(tokenFingerprint('a')).not.toBe(tokenFingerprint('b'));
});

it.each([
	['test and production', PRODUCTION, TEST, true],
	['the same', PRODUCTION, PRODUCTION, true],
	['another node', PRODUCTION, 'https://n8n.test/webhook/77aa/rbm', false],
	['a copy on another n8n', PRODUCTION, 'https://staging.test/webhook/3f1c/rbm', false],
	['another port', PRODUCTION, 'https://n8n.test:8443/webhook/3f1c/rbm', false],
	['not a URL', PRODUCTION, 'nonsense', false],
])('knows whether two addresses are one node: %s', (_name, a, b, expected) => {
	expect(isSameNode(a, b)).toBe(expected);
	expect(isSameNode(b, a)).toBe(expected);
});

it.each([
	['its own', TEST, PRODUCTION, true],
	['of another node', 'https://n8n.test/webhook-test/77aa/rbm', PRODUCTION, true],
	[
		'below a path',
		'https://x.test/n8n/webhook-test/1/rbm',
		'https://x.test/n8n/webhook/2/rbm',
		true,
	],
	['of an n8n elsewhere', 'https://y.test/webhook-test/77aa/rbm', PRODUCTION, false],
	[
		'of a neighbour',
		'https://x.test/b/webhook-test/1/rbm',
		'https://x.test/a/webhook/2/rbm',
		false,
	],
	['a production URL', 'https://n8n.test/webhook/77aa/rbm', PRODUCTION, false],
	['not a URL', 'nonsense', 'nonsense', false],
])('knows a test URL of the same n8n: %s', (_name, url, production, expected) => {
	expect(isTestUrlBeside(url, production)).toBe(expected);
});

it('shows an address without what may be secret', () => {
	expect(shownUrl('https://me:pass@x.test/hook?key=abc#here')).toBe('https://x.test/hook?…');
	expect(shownUrl(PRODUCTION)).toBe(PRODUCTION);
});
