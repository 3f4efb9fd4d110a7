import type { Resource } from '../operation';
import { get } from './get';
import { getAll } from './getAll';
import { invite } from './invite';
import { remove } from './remove';

/** People who try an agent before it is launched. */
export const tester: Resource = {
	value: 'tester',
	name: 'Tester',
	operations: [get, getAll, invite, remove],
	preselected: invite.value,
};
