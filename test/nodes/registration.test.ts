import type { INodeParameters } from 'n8n-workflow';

import { AGENT_ID } from '../harness/operation';
import type { RegistrationHost } from '../harness/registrationHost';
import { testRegistration } from '../harness/registrationTest';
import { AGENT, ANNA, CLIENT_TOKEN } from '../harness/setup';
import { post, signed } from '../harness/trigger';
import { waitFor } from '../harness/waitFor';

const TAKE_OVER = { options: { ifRegistered: 'takeOver' } };

const { calls, fault, otherProgram, registered, setup, workflow } = testRegistration();

describe('publishing', () => {
	it('registers the webhook, and its events start the workflow; unpublishing removes it', async () => {
		const host = await workflow('one');
		await host.publish();
		expect(registered()).toEqual({ url: host.url, clientToken: CLIENT_TOKEN });
		await setup().control('POST', `/phones/${ANNA}/conversations/${AGENT}/messages`, {
			text: 'hi',
		});
		await waitFor(() => host.executions.length === 1);
		await host.unpublish();
		expect(registered()).toEqual({});
		expect(host.stored).toEqual({ 'node:RBM': {} });
		expect(host.warnings).toEqual([]);
	});

	it('remembers nothing secret', async () => {
		const host = await workflow('one');
		await host.publish();
		expect(host.stored).toEqual({
			'node:RBM': {
				registered: {
					agentName: expect.stringMatching(/^brands\/.+\/agents\/acme_support_agent$/),
					webhookUri: host.url,
					fingerprint: expect.stringMatching(/^[0-9a-f]{4}$/),
				},
			},
		});
	});

	it('asks once and changes nothing when n8n starts again', async () => {
		const host = await workflow('one');
		await host.publish();
		const { integrationId } = setup().emulator.webhooks.get(AGENT)!;
		const before = await calls();
		await host.publish('init');
		const after = await calls();
		const total = (counts: object) =>
			Object.values(counts).reduce((sum: number, count: number) => sum + count, 0);
		expect(total(after) - total(before)).toBe(1);
		expect(setup().emulator.webhooks.get(AGENT)!.integrationId).toBe(integrationId);
	});

	it('registers anew when somebody removed the webhook', async () => {
		const host = await workflow('one');
		await host.publish();
		setup().emulator.webhooks.remove(AGENT);
		await host.publish('init');
		expect(registered()).toEqual({ url: host.url, clientToken: CLIENT_TOKEN });
	});

	it('makes a changed client token take effect', async () => {
		const credential = await setup().credential();
		const host = await workflow('one', {}, credential);
		await host.publish();
		credential.data.webhookClientToken = 'a new one';
		await host.publish('update');
		expect(registered()).toEqual({ url: host.url, clientToken: 'a new one' });
	});

	it('changes nothing in manual mode', async () => {
		const host = await workflow('one', { registration: 'manual' });
		await host.publish();
		await host.listen();
		await host.stopListening();
		await host.unpublish();
		expect(await calls()).toEqual({});
	});

	it('accepts an agent ID as an expression gives it', async () => {
		const host = await workflow('one', { agentId: `={{ '${AGENT}@rbm.goog' }}` });
		await host.publish();
		expect(registered().url).toBe(host.url);
	});
});

describe('before any call it asks for', () => {
	it.each<[string, INodeParameters, Record<string, string>, RegExp]>([
		['a client token', {}, { webhookClientToken: '' }, /no Webhook Client Token/],
		[
			'an agent',
			{ agentId: { ...AGENT_ID, value: '' } },
			{},
			/no agent given\. Choose the agent from the list/,
		],
		['a real agent ID', { agentId: { ...AGENT_ID, value: 'a b' } }, {}, /is not an agent ID/],
	])('%s', async (_name, parameters, credential, message) => {
		const host = await workflow('one', parameters, credential);
		await expect(host.publish()).rejects.toThrow(message);
		expect(await calls()).toEqual({});
		expect(host.warnings).toEqual([]);
	});
});

describe('events of other agents', () => {
	const hear = async ({ url }: RegistrationHost, messageId: string, agentId?: string) => {
		const event = { senderPhoneNumber: ANNA, messageId, text: 'hi', agentId };
		expect(await post(url, ...signed(event))).toMatchObject({ status: 200 });
	};

	it('start nothing, those without an agent do', async () => {
		const host = await workflow('one', { options: { agentIds: 'acme_parcels_agent' } });
		await hear(host, '1', 'acme_parcels_agent@rbm.goog');
		await hear(host, '2', `${AGENT}@rbm.goog`);
		await hear(host, '3');
		expect(host.executions.map(([items]) => items![0]!.json.messageId)).toEqual(['2', '3']);
	});
});

describe('when Google refuses', () => {
	it('403 leads to manual registration', async () => {
		await setup().control('PATCH', '/settings', { managementApiEnabled: false });
		const host = await workflow('one');
		await expect(host.publish()).rejects.toThrow(
			/may not register webhooks: .*set Registration to Manual/,
		);
		expect(host.warnings).toEqual([]);
	});

	it('400 asks for a public https address', async () => {
		await fault({ status: 400, method: 'POST', pathContains: '/integrations' });
		const host = await workflow('one');
		await expect(host.publish()).rejects.toThrow(/refused the webhook .*public https address/);
	});

	it('503 says that the address cannot be reached, at once', async () => {
		const host = await workflow('one');
		host.isGone = true;
		await expect(host.publish()).rejects.toThrow(
			new RegExp(`could not verify the webhook ${host.url}: .*WEBHOOK_URL`),
		);
		expect(registered()).toEqual({});
	});

	it('an unknown agent is told', async () => {
		const host = await workflow('one', { agentId: { ...AGENT_ID, value: 'nobody' } });
		await expect(host.publish()).rejects.toThrow('This key sees no agent "nobody"');
	});

	it('a bad credential is told', async () => {
		const host = await workflow('one', {}, { privateKeyJson: 'hello' });
		await expect(host.publish()).rejects.toThrow(/this is not JSON/);
	});
});

describe('when an answer is lost', () => {
	const lost = { status: 500, afterwards: true, pathContains: '/integrations' };

	it('registers once', async () => {
		await fault({ ...lost, method: 'POST' });
		const host = await workflow('one');
		await host.publish();
		expect(registered()).toEqual({ url: host.url, clientToken: CLIENT_TOKEN });
		expect(host.stored).toMatchObject({
			'node:RBM': { registered: { fingerprint: expect.any(String) } },
		});
	});

	it('still knows whose place it took', async () => {
		const other = await otherProgram(CLIENT_TOKEN);
		await fault({ ...lost, method: 'PATCH' });
		const host = await workflow('one', TAKE_OVER);
		await host.publish();
		await fault({ ...lost, method: 'DELETE' });
		await fault({ ...lost, method: 'POST' });
		await host.unpublish();
		expect(registered().url).toBe(other.url);
		expect(host.warnings).toEqual([]);
	});

	it('removes once', async () => {
		const host = await workflow('one');
		await host.publish();
		await fault({ ...lost, method: 'DELETE' });
		await host.unpublish();
		expect(registered()).toEqual({});
		expect(host.warnings).toEqual([]);
	});

	it('and the same for 429 before it took effect', async () => {
		await fault({ status: 429, method: 'POST', pathContains: '/integrations', times: 2 });
		const host = await workflow('one');
		await host.publish();
		expect(registered().url).toBe(host.url);
	});

	it('gives up after a while, and leaves nothing behind', async () => {
		await fault({ status: 500, method: 'POST', pathContains: '/integrations', times: 4 });
		const host = await workflow('one');
		await expect(host.publish()).rejects.toThrow(/unavailable \(500\)/);
		expect(registered()).toEqual({});
	});
});

describe('when Google is away', () => {
	it('an n8n that starts keeps what is registered', async () => {
		const host = await workflow('one');
		await host.publish();
		await fault({ status: 500, times: 4, pathContains: '/integrations' });
		await host.publish('init');
		expect(registered().url).toBe(host.url);
		expect(host.warnings).toEqual([expect.stringContaining('could not ask whether')]);
	});

	it('unpublishing goes on, says what is left to do, and the next publishing works', async () => {
		const host = await workflow('one');
		await host.publish();
		await fault({ status: 500, times: 4, pathContains: '/integrations' });
		await host.unpublish();
		expect(host.warnings).toEqual([
			expect.stringMatching(/could not remove its webhook: .*Google's console/),
		]);
		await host.publish();
		await host.unpublish();
		expect(registered()).toEqual({});
	});
});
