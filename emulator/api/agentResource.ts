import type { Agent, Brand } from '../platform/model';

/** Networks agents launch on, as `regions.list` shows them. */
export const CARRIERS = [
	{
		name: '/v1/regions/emulator_mobile',
		displayName: 'Emulator Mobile',
		managementType: 'GOOGLE_MANAGED',
	},
	{
		name: '/v1/regions/emulator_telecom',
		displayName: 'Emulator Telecom',
		managementType: 'CARRIER_MANAGED',
	},
] as const;

/** What all agents have in common here. */
const CONTACT = {
	phoneNumbers: [{ phoneNumber: { number: '+4930123456' }, label: 'Call us' }],
	emails: [{ address: 'hello@example.com', label: 'Write to us' }],
	websites: [{ uri: 'https://example.com/', label: 'Website' }],
	privacy: { uri: 'https://example.com/privacy', label: 'Privacy policy' },
	termsConditions: { uri: 'https://example.com/terms', label: 'Terms and conditions' },
} as const;

/**
 * An agent as the management API shows it. Billing, region and contact are the same for all here; of
 * `partner` no shape is known, so it is left out. The launch states are those of Google's samples.
 */
export function agentResource(agent: Agent, brand: Brand) {
	const { agentId, brandId, displayName, useCase, description, color, launched } = agent;
	const assets = `https://example.com/${agentId}`;
	const launchState = launched ? 'LAUNCH_STATE_LAUNCHED' : 'LAUNCH_STATE_UNLAUNCHED';
	return {
		name: `brands/${brandId}/agents/${agentId}`,
		displayName,
		brandName: brand.displayName,
		rcsBusinessMessagingAgent: {
			description,
			logoUri: `${assets}/logo.png`,
			heroUri: `${assets}/hero.png`,
			...CONTACT,
			color,
			billingConfig: { billingCategory: 'NON_CONVERSATIONAL' },
			agentUseCase: useCase,
			hostingRegion: 'EUROPE',
			launchDetails: Object.fromEntries(CARRIERS.map(({ name }) => [name, { launchState }])),
		},
	};
}
