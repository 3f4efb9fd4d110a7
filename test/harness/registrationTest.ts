import type { INodeParameters } from 'n8n-workflow';

import type { CredentialStore } from './credentials';
import { AGENT_ID } from './operation';
import { hostRegistration, type RegistrationHost } from './registrationHost';
import { rbmNode } from './run';
import { AGENT, setUp, type Setup } from './setup';

/** The client token of another program. */
export const OTHER_TOKEN = 'another token';

/** An emulator whose first agent has no webhook when a test begins, and workflows that want one. */
export interface RegistrationTest {
	setup: () => Setup;
	/** A workflow with a trigger for the first agent; each name is another workflow. */
	workflow: (
		name: string,
		parameters?: INodeParameters,
		credential?: CredentialStore | Record<string, string>,
	) => Promise<RegistrationHost>;
	/** A webhook that is registered and belongs to another program; it knows this token only. */
	otherProgram: (token?: string) => Promise<RegistrationHost>;
	/** What Google has for the agent. */
	registered: () => { url?: string; clientToken?: string };
	/** How often each endpoint was called since the test began. */
	calls: () => Promise<Record<string, number>>;
	/** Makes a call fail, the first that fits unless told otherwise. */
	fault: (details: object) => Promise<unknown>;
}

/** Sets up and takes down by itself; call it at the top of the file. */
export function testRegistration(): RegistrationTest {
	let setup: Setup;
	let hosts: RegistrationHost[] = [];
	beforeAll(async () => {
		setup = await setUp();
	});
	beforeEach(async () => await setup.control('POST', '/reset'));
	afterEach(async () => {
		setup.emulator.webhooks.remove(AGENT);
		await Promise.all(hosts.map(async (host) => await host.close()));
		hosts = [];
	});
	afterAll(async () => await setup.close());

	const test: RegistrationTest = {
		setup: () => setup,
		async workflow(name, parameters = {}, credential = {}) {
			const node = rbmNode(
				'rbmTrigger',
				{ agentId: AGENT_ID, events: ['TEXT'], ...parameters },
				{ id: name, webhookId: `${name}-webhook-id` },
			);
			const store =
				'asHelper' in credential
					? (credential as CredentialStore)
					: await setup.credential(credential as Record<string, string>);
			const host = await hostRegistration(setup.package, store, node);
			hosts.push(host);
			return host;
		},
		async otherProgram(clientToken = OTHER_TOKEN) {
			const parameters = { registration: 'manual' };
			const host = await test.workflow('other', parameters, { webhookClientToken: clientToken });
			setup.emulator.webhooks.set(AGENT, { url: host.url, clientToken });
			return host;
		},
		registered() {
			const { url, clientToken } = setup.emulator.webhooks.get(AGENT) ?? {};
			return { url, clientToken };
		},
		calls: async () => (await setup.control('GET', '/calls')) as Record<string, number>,
		fault: async (details) =>
			await setup.control('POST', '/faults', { times: 1, retryAfterSeconds: 0, ...details }),
	};
	return test;
}
