import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { LIMITS } from '../../rbm/limits';
import { regionOf } from '../../rbm/regions';
import { parseBody } from '../message/violations';
import { findAgent } from '../platform/agentSide';
import { checkMany } from '../platform/batchCheck';
import { isPhoneNumber } from '../platform/reach';
import { ApiError, invalidArgument } from './errors';
import { readQuery } from './query';
import { regionOfCall } from './region';
import type { Services } from './services';

const body = z.strictObject({ users: z.array(z.string()), agentId: z.string().optional() });

/** That an empty list is refused, and repeated numbers are, are guesses; the rest is documented. */
function checkUsers(users: readonly string[]): void {
	const refuse = (problem: string) =>
		invalidArgument('users', `Invalid value at 'users': ${problem}`);
	if (users.length === 0) throw refuse('must not be empty.');
	if (users.length > LIMITS.batchUsersMax) {
		throw refuse(`must not have more than ${LIMITS.batchUsersMax} entries, has ${users.length}.`);
	}
	const malformed = users.find((user) => !isPhoneNumber(user));
	if (malformed !== undefined) throw refuse(`"${malformed}" is not E.164 with "+".`);
	if (new Set(users).size < users.length) throw refuse('the numbers must be unique.');
}

/** `POST /v1/users:batchGet`, the bulk check. The order of the checks is a guess. */
export async function batchRoutes(
	app: FastifyInstance,
	{ platform, random }: Services,
): Promise<void> {
	app.post('/v1/users::batchGet', async (request) => {
		const query = readQuery(request.query, ['agentId']);
		if (!platform.batchCalls.take()) {
			throw new ApiError(
				'RESOURCE_EXHAUSTED',
				`Quota exceeded: ${LIMITS.batchCallsPerMinute} bulk checks a minute.`,
			);
		}
		const { users, agentId = query.agentId } = parseBody(body, request.body);
		const agent = findAgent(platform, agentId);
		const region = regionOfCall(request);
		if (!region) {
			throw invalidArgument(
				'',
				'Bulk capability checks must be sent to a regional endpoint: us-, europe- or asia-rcsbusinessmessaging.googleapis.com.',
			);
		}
		checkUsers(users);
		const foreign = users.find((user) => regionOf(user) !== region);
		if (foreign !== undefined) {
			throw invalidArgument(
				'users',
				`Invalid value at 'users': ${foreign} does not belong to the region of this endpoint, "${region}".`,
			);
		}
		return checkMany(platform, agent, users, random);
	});
}
