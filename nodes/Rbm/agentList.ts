import type { IDataObject } from 'n8n-workflow';

import { bareAgentId } from '../../rbm/agentId';
import { managementRequest } from '../../rbm/management';
import type { RbmRequest } from '../../rbm/request';

/** Does one call and gives the body of its answer; whatever else comes is thrown. */
export type Ask = (request: RbmRequest) => Promise<IDataObject>;

/** An agent that the key can see, with its brand. */
export interface ListedAgent {
	/** As calls need it. */
	agentId: string;
	displayName: string;
	brandId: string;
	/** Missing for a brand without a name. */
	brandDisplayName?: string;
	/** As the management API gave it. */
	resource: IDataObject;
}

const PAGE_SIZE = 100;
/** Brands and agents of one partner are few; this only bounds a platform gone wrong. */
const MOST_PAGES = 50;

async function listAll(ask: Ask, path: string, key: 'brands' | 'agents'): Promise<IDataObject[]> {
	const found: IDataObject[] = [];
	let pageToken = '';
	for (let page = 0; page < MOST_PAGES; page++) {
		const query = { pageSize: String(PAGE_SIZE), ...(pageToken && { pageToken }) };
		const body = await ask(managementRequest({ method: 'GET', path, query }));
		// JSON made from proto3 leaves an empty list out.
		if (Array.isArray(body[key])) found.push(...(body[key] as IDataObject[]));
		if (typeof body.nextPageToken !== 'string' || body.nextPageToken === '') break;
		pageToken = body.nextPageToken;
	}
	return found;
}

/** The agents of all brands that the key can see; the API lists them by brand only. */
export async function listAgents(ask: Ask): Promise<ListedAgent[]> {
	const agents: ListedAgent[] = [];
	for (const brand of await listAll(ask, '/v1/brands', 'brands')) {
		const brandId = /^brands\/([\w-]+)$/.exec(String(brand.name))?.[1];
		if (brandId === undefined) continue;
		for (const resource of await listAll(ask, `/v1/brands/${brandId}/agents`, 'agents')) {
			const agentId = bareAgentId(String(resource.name ?? ''));
			if (agentId === '') continue;
			agents.push({
				agentId,
				displayName: String(resource.displayName ?? agentId),
				brandId,
				...(brand.displayName !== undefined && { brandDisplayName: String(brand.displayName) }),
				resource,
			});
		}
	}
	return agents;
}
