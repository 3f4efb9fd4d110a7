import type { IDataObject } from 'n8n-workflow';

import { toAgentId } from '../../../../rbm/agentId';
import { managementRequest } from '../../../../rbm/management';
import { agentField } from '../fields';
import { limitFields, readLimit } from '../limit';
import type { RequestOperation } from '../operation';
import { testerItem } from './testers';

/** Tester → Get Many: the testers of an agent. The API gives them all at once, without pages. */
export const getAll: RequestOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many testers',
	description: 'List the testers of an agent, and who accepted',
	outputs: ['Done'],
	fields: [agentField, ...limitFields],
	build(parameter) {
		const agentId = toAgentId(parameter('agentId'));
		return {
			request: managementRequest({ method: 'GET', path: '/v1/testers', query: { agentId } }),
			about: { agentId, limit: readLimit(parameter) },
		};
	},
	onAccepted({ agentId, limit }, { testers = [] }) {
		return (testers as IDataObject[])
			.slice(0, Number(limit))
			.map((tester) => testerItem({ agentId }, tester));
	},
};
