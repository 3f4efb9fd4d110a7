import { FOREIGN_AGENT, phonePath, type RbmRequest } from './request';
import { RBM_FEATURES } from './types';

/** The answer to a capability check; JSON made from proto3 leaves empty fields out. */
export interface Capabilities {
	features?: string[];
	/** US numbers only. */
	carrier?: string;
}

/**
 * Asks whether an agent reaches a number, and what its phone can show; 404 says that it does not.
 * RBM takes a `requestId` too, but ignores a check whose ID it has seen. Without one every check is
 * answered, the repeated ones included.
 */
export function capabilityRequest(agentId: string, phoneNumber: string): RbmRequest {
	return {
		api: 'messaging',
		method: 'GET',
		path: phonePath(phoneNumber, 'capabilities'),
		query: { agentId },
		phoneNumber,
		hints: FOREIGN_AGENT,
	};
}

/** Every known feature as yes or no, and as yes what RBM names beyond them. */
export function featureFlags(features: readonly string[]): Record<string, boolean> {
	const named = features.filter((feature) => feature !== 'FEATURE_UNSPECIFIED');
	return Object.fromEntries([
		...RBM_FEATURES.map((feature) => [feature, false]),
		...named.map((feature) => [feature, true]),
	]) as Record<string, boolean>;
}
