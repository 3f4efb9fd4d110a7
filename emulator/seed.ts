import { RBM_FEATURES } from '../rbm/types';
import type { AgentUseCase } from './platform/model';

/** What the emulator holds at the start and after a reset. */
export interface Seed {
	brands: Array<{ brandId: string; displayName: string }>;
	agents: SeedAgent[];
	phones: SeedPhone[];
}

/** An agent; launched and transactional unless said otherwise. */
export interface SeedAgent {
	agentId: string;
	brandId: string;
	displayName: string;
	description?: string;
	/** `#rrggbb`. */
	color?: string;
	useCase?: AgentUseCase;
	launched?: boolean;
	/** E.164 numbers of accepted testers. */
	testers?: string[];
}

/** A phone; online, with RCS, read receipts, all features and a launched network unless said otherwise. */
export interface SeedPhone {
	/** E.164. */
	phoneNumber: string;
	displayName?: string;
	online?: boolean;
	rcs?: boolean;
	/** False: no agent is launched on its network. */
	carrierLaunched?: boolean;
	readReceipts?: boolean;
	features?: string[];
}

/** Features of a current phone; PDF in cards is for India only. */
export const DEFAULT_FEATURES: readonly string[] = RBM_FEATURES.filter(
	(feature) => feature !== 'PDF_IN_RICH_CARDS',
);

const ACME = 'b9c2a3f0-5d1e-4c4f-9a57-2f6f0d8e1a11';

/** One brand, two agents, four people. */
export const DEFAULT_SEED: Seed = {
	brands: [{ brandId: ACME, displayName: 'Acme' }],
	agents: [
		{
			agentId: 'acme_support_agent',
			brandId: ACME,
			displayName: 'Acme Support',
			description: 'Questions about your order',
			color: '#1a5fb4',
		},
		{
			agentId: 'acme_parcels_agent',
			brandId: ACME,
			displayName: 'Acme Parcels',
			description: 'News of your parcel',
			color: '#a34a00',
		},
	],
	phones: [
		{ phoneNumber: '+4915112345678', displayName: 'Anna' },
		{ phoneNumber: '+33612345678', displayName: 'Bruno' },
		{ phoneNumber: '+14155550123', displayName: 'Carol' },
		{
			phoneNumber: '+919876543210',
			displayName: 'Dev',
			rcs: false,
			features: [...RBM_FEATURES],
		},
	],
};

/** Nothing at all, for those who add what they need. */
export const EMPTY_SEED: Seed = { brands: [], agents: [], phones: [] };
