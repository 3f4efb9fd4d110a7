import { startTestHost, type TestHost } from './host';

const PACKAGE = 'n8n-nodes-rcs-business-messaging';

describe('a real n8n with the packed package', () => {
	let host: TestHost;
	beforeAll(async () => {
		host = await startTestHost();
	});
	afterAll(() => host?.stop());

	it('offers the nodes', async () => {
		const names = (await host.client.nodeTypes()).map(({ name }) => name);
		expect(names.filter((name) => name.startsWith(`${PACKAGE}.`)).sort()).toEqual([
			`${PACKAGE}.rbm`,
			`${PACKAGE}.rbmTool`,
			`${PACKAGE}.rbmTrigger`,
		]);
	});

	it('offers the credential, for these nodes', async () => {
		const types = await host.client.credentialTypes();
		const type = types.find(({ name }) => name === 'rbmServiceAccountApi');
		expect(type?.supportedNodes?.sort()).toEqual([`${PACKAGE}.rbm`, `${PACKAGE}.rbmTrigger`]);
	});

	it('serves the icons', async () => {
		const names = (await host.client.nodeTypes()).filter(({ name }) => name.startsWith(PACKAGE));
		const icons = names.flatMap(({ iconUrl }) => Object.values(Object(iconUrl)) as string[]);
		expect(icons.length).toBeGreaterThan(0);
		for (const icon of icons) {
			const response = await fetch(`${host.url}/${icon}`);
			expect([icon, response.status]).toEqual([icon, 200]);
			expect(await response.text()).toContain('<svg');
		}
	});

	it('has nothing to complain about', () => {
		const complaints = host
			.log()
			.split('\n')
			.filter((line) => /error|warn|deprecat|fail/i.test(line) && !/migration/i.test(line));
		expect(complaints).toEqual([]);
	});
});
