import type { Resource } from '../operation';
import { check } from './check';
import { checkMany } from './checkMany';

/** Who can be reached, and how. */
export const capability: Resource = {
	value: 'capability',
	name: 'Capability',
	operations: [check, checkMany],
	preselected: check.value,
};
