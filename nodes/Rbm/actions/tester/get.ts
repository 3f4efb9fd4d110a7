import type { RequestOperation } from '../operation';
import { notATester, testerFields, testerItem, testerRequest } from './testers';

/** Tester → Get: whether a person accepted the invitation. */
export const get: RequestOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a tester',
	description: 'Find out whether a person accepted the invitation',
	outputs: ['Done'],
	fields: testerFields,
	build: (parameter) => testerRequest(parameter, 'GET'),
	onAccepted: testerItem,
	onUnreachable: notATester,
};
