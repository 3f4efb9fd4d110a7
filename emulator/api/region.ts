import type { FastifyRequest } from 'fastify';

import { REGIONS, type Region } from '../../rbm/regions';

/** Tells the emulator which regional host a call was meant for; Google knows it by the host alone. */
const REGION_HEADER = 'x-emulated-region';

/** Messaging calls may have the region before their path; the management API has no regions. */
const PREFIXED = /^\/(us|europe|asia)(\/(?:upload\/)?v1\/(?:phones\/|users:|files\b).*)$/;

/** What Fastify hands to `rewriteUrl`. */
type RawRequest = FastifyRequest['raw'];

/** Takes a region off the path of a request and notes it; for use as Fastify's `rewriteUrl`. */
export function rewriteRegion(request: RawRequest): string {
	const url = request.url ?? '/';
	const [, region, rest] = PREFIXED.exec(url) ?? [];
	if (region === undefined || rest === undefined) return url;
	request.headers[REGION_HEADER] = region;
	return rest;
}

/** The region a call names: by path, by header, or by host as in `europe-rcsbusinessmessaging.…`. */
export function regionOfCall({ headers, host }: FastifyRequest): Region | undefined {
	const named = headers[REGION_HEADER] ?? /^(\w+)-/.exec(host)?.[1];
	return REGIONS.find((region) => region === named);
}
