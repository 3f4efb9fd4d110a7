import type { FastifyInstance } from 'fastify';

import { MANAGEMENT_SCOPE } from '../../rbm/endpoints';
import { requireToken } from '../auth/bearer';
import { PROJECT_NUMBER } from '../auth/serviceAccount';
import type { Agent, Brand } from '../platform/model';
import type { Platform } from '../platform/platform';
import { agentResource, CARRIERS } from './agentResource';
import { errorInfo, invalidArgument, notFound, permissionDenied } from './errors';
import { listed, pageOf } from './paging';
import { readQuery } from './query';
import type { Services } from './services';

const SERVICE = 'businesscommunications.googleapis.com';

function serviceDisabled(): Error {
	const url = `https://console.developers.google.com/apis/api/${SERVICE}/overview?project=${PROJECT_NUMBER}`;
	return permissionDenied(
		`Business Communications API has not been used in project ${PROJECT_NUMBER} before or it is disabled. Enable it by visiting ${url} then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.`,
		[
			{
				'@type': 'type.googleapis.com/google.rpc.Help',
				links: [{ description: 'Google developers console API activation', url }],
			},
			errorInfo('SERVICE_DISABLED', SERVICE),
		],
	);
}

/** Part of the path of everything about an agent. */
export interface AgentParams {
	brand: string;
	agent: string;
}

/** @throws ApiError 403 for `brands/-`, which is for carriers only, 404 for an unknown brand */
function findBrand({ brands }: Platform, brandId: string): Brand {
	if (brandId === '-') throw permissionDenied('The caller does not have permission');
	const brand = brands.find((candidate) => candidate.brandId === brandId);
	if (!brand) throw notFound();
	return brand;
}

/** @throws ApiError 404 for an agent unknown, or of another brand */
export function findAgentOfBrand(platform: Platform, { brand, agent }: AgentParams): Agent {
	const { brandId } = findBrand(platform, brand);
	const found = platform.agents.get(agent);
	if (found?.brandId !== brandId) throw notFound();
	return found;
}

function brandResource({ brandId, displayName }: Brand) {
	return { name: `brands/${brandId}`, displayName };
}

/** `orderBy=displayName` or `agentId`, with ` desc`; `updateTime` keeps the order of creation. */
function ordered(agents: Agent[], orderBy: string | undefined): Agent[] {
	if (!orderBy) return agents;
	const [, field, direction] =
		/^(updateTime|displayName|agentId)(?: (asc|desc))?$/.exec(orderBy) ?? [];
	if (field === undefined) {
		throw invalidArgument('order_by', `Invalid value at 'order_by': "${orderBy}"`);
	}
	const sorted =
		field === 'displayName' || field === 'agentId'
			? agents.toSorted((a, b) => (a[field] < b[field] ? -1 : 1))
			: agents;
	return direction === 'desc' ? sorted.toReversed() : sorted;
}

/** Guards the routes of the Business Communications API: token, scope, and whether it is enabled. */
export function guardManagement(app: FastifyInstance, { settings, tokens }: Services): void {
	requireToken(app, tokens, MANAGEMENT_SCOPE, SERVICE);
	app.addHook('onRequest', async () => {
		if (!settings.managementApiEnabled) throw serviceDisabled();
	});
}

/** The part of the Business Communications API that lists: `/v1/brands/…`, `/v1/regions`. */
export async function managementRoutes(
	app: FastifyInstance,
	{ platform }: Services,
): Promise<void> {
	app.get('/v1/regions', async (request) => {
		readQuery(request.query, []);
		return listed('regions', CARRIERS);
	});

	app.get('/v1/brands', async (request) => {
		const query = readQuery(request.query, ['pageSize', 'pageToken']);
		const { page, ...next } = pageOf(platform.brands, query);
		return { ...listed('brands', page.map(brandResource)), ...next };
	});

	app.get<{ Params: { brand: string } }>('/v1/brands/:brand', async (request) => {
		readQuery(request.query, []);
		return brandResource(findBrand(platform, request.params.brand));
	});

	app.get<{ Params: { brand: string } }>('/v1/brands/:brand/agents', async (request) => {
		const query = readQuery(request.query, ['pageSize', 'pageToken', 'orderBy']);
		const brand = findBrand(platform, request.params.brand);
		const agents = [...platform.agents.values()].filter(({ brandId }) => brandId === brand.brandId);
		const { page, ...next } = pageOf(ordered(agents, query.orderBy), query);
		const resources = page.map((agent) => agentResource(agent, brand));
		return { ...listed('agents', resources), ...next };
	});

	app.get<{ Params: AgentParams }>('/v1/brands/:brand/agents/:agent', async (request) => {
		readQuery(request.query, []);
		const agent = findAgentOfBrand(platform, request.params);
		return agentResource(agent, findBrand(platform, request.params.brand));
	});
}
