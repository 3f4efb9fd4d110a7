import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { bareAgentId } from '../../rbm/agentId';
import { isTransient, outcomeOf } from '../../rbm/outcome';
import { createTransport, type Perform } from './transport';

interface Named {
	name?: string;
	displayName?: string;
}

const PAGE_SIZE = 100;
/** Brands and agents of one partner are few; this only bounds a platform gone wrong. */
const MOST_PAGES = 50;

const TYPE_AN_ID =
	'Switch Agent to "By ID" and paste the ID from the console: everything else works without the list.';

async function listAll(
	context: ILoadOptionsFunctions,
	perform: Perform,
	path: string,
	key: 'brands' | 'agents',
): Promise<Named[]> {
	const found: Named[] = [];
	let pageToken = '';
	for (let page = 0; page < MOST_PAGES; page++) {
		const answer = await perform({
			api: 'management',
			method: 'GET',
			path,
			query: { pageSize: String(PAGE_SIZE), ...(pageToken && { pageToken }) },
		});
		if ('credentialProblem' in answer) {
			throw new NodeOperationError(context.getNode(), answer.credentialProblem);
		}
		const outcome = outcomeOf(answer);
		if (outcome.kind !== 'accepted') {
			throw new NodeApiError(
				context.getNode(),
				{ message: 'The agent list could not be read' },
				{
					message:
						answer.httpStatus === 403
							? 'This key may not list agents: the Business Communications API is not enabled for it'
							: isTransient(answer)
								? 'The agent list cannot be reached at the moment'
								: 'The agent list could not be read',
					description: TYPE_AN_ID,
					...(answer.httpStatus !== undefined && { httpCode: String(answer.httpStatus) }),
				},
			);
		}
		const body = (outcome.body ?? {}) as Record<string, unknown>;
		const entries = body[key];
		if (Array.isArray(entries)) found.push(...(entries as Named[]));
		if (typeof body.nextPageToken !== 'string' || body.nextPageToken === '') break;
		pageToken = body.nextPageToken;
	}
	return found;
}

/** The agents of all brands the key can see, by name; the value is the ID that calls need. */
export async function searchAgents(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const perform = await createTransport(this);
	const brands = await listAll(this, perform, '/v1/brands', 'brands');
	const results: INodeListSearchResult['results'] = [];
	for (const brand of brands) {
		if (!brand.name || !/^brands\/[\w-]+$/.test(brand.name)) continue;
		const agents = await listAll(this, perform, `/v1/${brand.name}/agents`, 'agents');
		for (const agent of agents) {
			const value = bareAgentId(agent.name ?? '');
			if (value === '') continue;
			const name = `${agent.displayName ?? value} (${brand.displayName ?? 'no brand'})`;
			results.push({ name, value });
		}
	}
	const wanted = filter.trim().toLowerCase();
	return {
		results: results
			.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted))
			.sort((a, b) => a.name.localeCompare(b.name)),
	};
}
