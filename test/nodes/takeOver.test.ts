import { AGENT, CLIENT_TOKEN } from '../harness/setup';
import { OTHER_TOKEN, testRegistration } from '../harness/registrationTest';

const TAKE_OVER = { options: { ifRegistered: 'takeOver' } };

const { fault, otherProgram, registered, setup, workflow } = testRegistration();

describe('when another webhook is registered', () => {
	it('refuses, names it and what to do, and changes nothing', async () => {
		const other = await otherProgram();
		const host = await workflow('one');
		await expect(host.publish()).rejects.toThrow(
			`Agent "${AGENT}" has another webhook already: ${other.url}. An agent has one. Unpublish the workflow that receives there, or remove the webhook in Google's console; or under Options → If Another Webhook Is Registered choose "Take Over, Give Back Afterwards".`,
		);
		expect(registered()).toEqual({ url: other.url, clientToken: OTHER_TOKEN });
		expect(host.warnings).toEqual([]);
	});

	it('shows nothing of its query', async () => {
		setup().emulator.webhooks.set(AGENT, { url: 'https://x.test/h?key=abc', clientToken: 'x' });
		const host = await workflow('one');
		await expect(host.publish()).rejects.toThrow(/https:\/\/x\.test\/h\?…/);
	});

	it('takes over and gives back where the builder wants it', async () => {
		const other = await otherProgram(CLIENT_TOKEN);
		const host = await workflow('one', TAKE_OVER);
		await host.publish();
		expect(registered().url).toBe(host.url);
		await host.publish('init');
		await host.unpublish();
		expect(registered()).toEqual({ url: other.url, clientToken: CLIENT_TOKEN });
		expect(host.warnings).toEqual([]);
	});

	it('says what to do when the former owner has another token', async () => {
		const other = await otherProgram();
		const host = await workflow('one', TAKE_OVER);
		await host.publish();
		await host.unpublish();
		expect(registered()).toEqual({});
		expect(host.warnings).toEqual([
			expect.stringMatching(
				new RegExp(
					`could not give agent .*${AGENT} back to ${other.url}: Google could not verify the webhook ${other.url}: .* It uses another client token than this credential.*Publish the workflow`,
				),
			),
		]);
		expect(host.warnings.join()).not.toContain(host.url);
		expect(host.warnings.join()).not.toContain(CLIENT_TOKEN);
	});

	it('leaves the former owner alone when this webhook does not pass', async () => {
		const other = await otherProgram(CLIENT_TOKEN);
		const host = await workflow('one', TAKE_OVER);
		host.isGone = true;
		await expect(host.publish()).rejects.toThrow(/could not verify the webhook/);
		expect(registered()).toEqual({ url: other.url, clientToken: CLIENT_TOKEN });
		expect(host.warnings).toEqual([]);
	});

	it('gives back although Google is not available at first', async () => {
		const other = await otherProgram(CLIENT_TOKEN);
		const host = await workflow('one', TAKE_OVER);
		await host.publish();
		await fault({ method: 'DELETE', pathContains: '/integrations/', status: 503 });
		await host.unpublish();
		expect(registered().url).toBe(other.url);
		expect(host.warnings).toEqual([]);
	});

	it('keeps its hands off what was taken from it', async () => {
		const host = await workflow('one');
		await host.publish();
		const other = await otherProgram();
		await host.unpublish();
		expect(registered().url).toBe(other.url);
	});
});

describe('listening for a test event', () => {
	it('registers the test URL and removes it', async () => {
		const host = await workflow('one');
		await host.listen();
		expect(registered()).toEqual({ url: host.testUrl, clientToken: CLIENT_TOKEN });
		await host.stopListening();
		expect(registered()).toEqual({});
		expect(host.stored).toEqual({});
	});

	it('leaves production working, and says why', async () => {
		const host = await workflow('one');
		await host.publish();
		await expect(host.listen()).rejects.toThrow(/This workflow is published and receives/);
		expect(registered()).toEqual({ url: host.url, clientToken: CLIENT_TOKEN });
		await host.unpublish();
		expect(registered()).toEqual({});
	});

	it('takes production over and gives it back where the builder wants it', async () => {
		const host = await workflow('one', TAKE_OVER);
		await host.publish();
		const { integrationId } = setup().emulator.webhooks.get(AGENT)!;
		await host.listen();
		expect(registered().url).toBe(host.testUrl);
		await host.stopListening();
		expect(registered()).toEqual({ url: host.url, clientToken: CLIENT_TOKEN });
		// Moved, never removed: no event falls into a gap.
		expect(setup().emulator.webhooks.get(AGENT)!.integrationId).toBe(integrationId);
		await host.publish('init');
		expect(registered().url).toBe(host.url);
	});

	it('knows what to give back when one listens twice', async () => {
		const host = await workflow('one', TAKE_OVER);
		await host.publish();
		await host.listen();
		// n8n forgets the first time when another tab listens, or the same one after a reload.
		host.crash();
		await host.listen();
		await host.stopListening();
		expect(registered().url).toBe(host.url);
		await host.stopListening();
		expect(registered().url).toBe(host.url);
	});

	it('tells whom production took the agent from, by way of a test', async () => {
		const other = await otherProgram(CLIENT_TOKEN);
		const host = await workflow('one', TAKE_OVER);
		await host.listen();
		await host.publish();
		await host.stopListening();
		expect(registered().url).toBe(host.url);
		await host.unpublish();
		expect(registered().url).toBe(other.url);
	});

	it('gives nothing back to a workflow that was unpublished meanwhile', async () => {
		const host = await workflow('one', TAKE_OVER);
		await host.publish();
		await host.listen();
		await host.unpublish();
		expect(registered().url).toBe(host.testUrl);
		host.isGone = true;
		await host.stopListening();
		expect(registered()).toEqual({});
		expect(host.warnings).toEqual([expect.stringContaining('could not give agent')]);
	});

	it('does not take away what was published meanwhile', async () => {
		const host = await workflow('one');
		await host.listen();
		await host.publish();
		expect(registered().url).toBe(host.url);
		await host.stopListening();
		expect(registered().url).toBe(host.url);
	});

	it('lets production find its way back after n8n went down', async () => {
		const host = await workflow('one', TAKE_OVER);
		await host.publish();
		await host.listen();
		host.crash();
		await host.publish('init');
		expect(registered()).toEqual({ url: host.url, clientToken: CLIENT_TOKEN });
		await host.unpublish();
		expect(registered()).toEqual({});
	});

	it('keeps in mind whose place production took, across a crash', async () => {
		const other = await otherProgram(CLIENT_TOKEN);
		const host = await workflow('one', TAKE_OVER);
		await host.publish();
		await host.listen();
		host.crash();
		await host.publish('init');
		await host.unpublish();
		expect(registered().url).toBe(other.url);
	});

	it('makes do with a test URL that an n8n left behind', async () => {
		const host = await workflow('one');
		await host.listen();
		host.crash();
		await host.listen();
		await host.stopListening();
		expect(registered()).toEqual({});
	});

	it('gives way when another workflow of this n8n is published', async () => {
		const host = await workflow('one');
		const origin = new URL(host.url).origin;
		setup().emulator.webhooks.set(AGENT, {
			url: `${origin}/webhook-test/gone/rbm`,
			clientToken: CLIENT_TOKEN,
		});
		await host.publish('init');
		expect(registered().url).toBe(host.url);
		await host.unpublish();
		expect(registered()).toEqual({});
	});
});
