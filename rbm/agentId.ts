import { RbmInputError } from './inputError';

/** Letters, digits and the marks seen in agent IDs; what Google allows is not published. */
const AGENT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/**
 * Strips what Google puts around an agent ID in other places: the `@rbm.goog` suffix of webhook
 * payloads and the `brands/…/agents/` path of the management API. Calls want the bare ID.
 */
export function bareAgentId(agentId: string): string {
	return agentId
		.trim()
		.replace(/^.*\/agents\//, '')
		.replace(/@rbm\.goog$/i, '');
}

/**
 * The agent ID as calls need it, fit for a URL.
 *
 * @throws RbmInputError when it is empty or holds characters no agent ID has
 */
export function toAgentId(input: unknown): string {
	const agentId = bareAgentId(typeof input === 'string' ? input : '');
	if (AGENT_ID.test(agentId)) return agentId;
	throw new RbmInputError(
		'Agent',
		agentId === '' ? 'no agent given' : `"${agentId.slice(0, 40)}" is not an agent ID`,
		'Choose the agent from the list, or paste its ID from the RCS for Business Developer Console, like my_agent_abc123_agent.',
	);
}
