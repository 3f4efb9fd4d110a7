import type { Resource } from '../operation';
import { get } from './get';
import { getAll } from './getAll';

/** The senders that people see. */
export const agent: Resource = {
	value: 'agent',
	name: 'Agent',
	operations: [get, getAll],
	preselected: getAll.value,
};
