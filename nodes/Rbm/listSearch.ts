import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { isTransient, outcomeOf } from '../../rbm/outcome';
import { listAgents, type Ask } from './agentList';
import { createTransport } from './transport';

const TYPE_AN_ID =
	'Switch Agent to "By ID" and paste the ID from the console: everything else works without the list.';

/** Asks once: a list that opens slowly is worse than a sentence about it. */
async function asker(context: ILoadOptionsFunctions): Promise<Ask> {
	const perform = await createTransport(context);
	return async (request) => {
		const answer = await perform(request);
		if ('credentialProblem' in answer) {
			throw new NodeOperationError(context.getNode(), answer.credentialProblem);
		}
		const outcome = outcomeOf(answer);
		if (outcome.kind === 'accepted') return (outcome.body ?? {}) as IDataObject;
		const unread = 'The agent list could not be read';
		throw new NodeApiError(
			context.getNode(),
			{ message: unread },
			{
				message:
					answer.httpStatus === 403
						? 'This key may not list agents: the Business Communications API is not enabled for it'
						: isTransient(answer)
							? 'The agent list cannot be reached at the moment'
							: unread,
				description: TYPE_AN_ID,
				...(answer.httpStatus !== undefined && { httpCode: String(answer.httpStatus) }),
			},
		);
	};
}

/** The agents of all brands the key can see, by name; the value is the ID that calls need. */
export async function searchAgents(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const agents = await listAgents(await asker(this));
	const wanted = filter.trim().toLowerCase();
	return {
		results: agents
			.map(({ agentId, displayName, brandDisplayName = 'no brand' }) => ({
				name: `${displayName} (${brandDisplayName})`,
				value: agentId,
			}))
			.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted))
			.sort((a, b) => a.name.localeCompare(b.name)),
	};
}
