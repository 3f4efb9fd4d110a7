import type { IDataObject } from 'n8n-workflow';

import type { RbmOutcome } from '../../../../rbm/outcome';
import type { RbmRequest } from '../../../../rbm/request';
import { listAgents, type ListedAgent } from '../../agentList';
import { requestFailure } from '../../failures';
import type { ReadParameter } from '../operation';
import type { Run } from '../../run';

/** The first item stands for all: the agents are the same for each. */
const FIRST = 0;

async function ask(run: Run, request: RbmRequest): Promise<IDataObject> {
	const outcomes: RbmOutcome[] = [];
	await run.send([{ itemIndex: FIRST, request }], (_, { outcome }) => void outcomes.push(outcome));
	const [outcome] = outcomes;
	// None: the user stopped the run, and nobody waits for the result.
	if (!outcome) return {};
	if (outcome.kind === 'accepted') return (outcome.body ?? {}) as IDataObject;
	throw requestFailure(run.context.getNode(), outcome, FIRST);
}

/** An agent as a flat item. */
function agentItem({ resource, ...known }: ListedAgent): IDataObject {
	return {
		...known,
		name: resource.name,
		...(resource.rcsBusinessMessagingAgent as IDataObject | undefined),
	};
}

/**
 * Lists the agents once, and places what each item wants of them. When they cannot be listed, every
 * item fails.
 */
export async function placeAgents(
	run: Run,
	wanted: (agents: ListedAgent[], parameter: ReadParameter) => ListedAgent[],
): Promise<void> {
	const listing = await listAgents(async (request) => await ask(run, request)).then(
		(agents) => ({ agents }),
		(error: unknown) => ({ error }),
	);
	await run.forEachItem((itemIndex) => {
		if ('error' in listing) throw listing.error;
		for (const agent of wanted(listing.agents, run.parameters(itemIndex))) {
			run.place(itemIndex, 0, { json: agentItem(agent) });
		}
	});
}
