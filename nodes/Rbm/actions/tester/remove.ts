import type { RequestOperation } from '../operation';
import { notATester, testerFields, testerRequest } from './testers';

/** Tester → Remove. Messages on their way arrive all the same. */
export const remove: RequestOperation = {
	value: 'remove',
	name: 'Remove',
	action: 'Remove a tester',
	description: 'End a test; messages that are on their way arrive all the same',
	outputs: ['Done'],
	fields: testerFields,
	build: (parameter) => testerRequest(parameter, 'DELETE'),
	onAccepted: (about) => ({ deleted: true, ...about }),
	onUnreachable: notATester,
};
