import type { INodeProperties } from 'n8n-workflow';

import { agent } from './agent';
import { capability } from './capability';
import { event } from './event';
import { file } from './file';
import { message } from './message';
import type { Operation, Resource } from './operation';
import { tester } from './tester';
import { webhookEvent } from './webhookEvent';

/** Every resource, in the order of the list. A new operation goes into its resource's index. */
const RESOURCES: readonly Resource[] = [
	agent,
	capability,
	event,
	file,
	message,
	tester,
	webhookEvent,
];

const OPERATIONS = RESOURCES.flatMap((resource) =>
	resource.operations.map((operation) => ({ resource, operation })),
);

/** The operation that the parameters name, or undefined for one this version does not have. */
export function findOperation(resource: string, operation: string): Operation | undefined {
	return OPERATIONS.find(
		(entry) => entry.resource.value === resource && entry.operation.value === operation,
	)?.operation;
}

/** Resource list, operation lists, and each operation's fields where they belong. */
export const actionProperties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: RESOURCES.map(({ name, value }) => ({ name, value })),
		default: 'message',
	},
	...RESOURCES.map(({ value, operations, preselected }): INodeProperties => ({
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: operations.map((operation) => ({
			name: operation.name,
			value: operation.value,
			action: operation.action,
			description: operation.description,
		})),
		default: preselected,
	})),
	...OPERATIONS.flatMap(({ resource, operation }) =>
		operation.fields.map((field): INodeProperties => ({
			...field,
			displayOptions: {
				...field.displayOptions,
				show: {
					resource: [resource.value],
					operation: [operation.value],
					...field.displayOptions?.show,
				},
			},
		})),
	),
];

/** `{ "message:sendText": … }` as text of an expression, looked up by the node's parameters. */
function byOperation(
	valueOf: (operation: Operation) => unknown,
	otherwise: unknown,
): `={{${string}}}` {
	const table = Object.fromEntries(
		OPERATIONS.map(({ resource, operation }) => [
			`${resource.value}:${operation.value}`,
			valueOf(operation),
		]),
	);
	return `={{ (${JSON.stringify(table)})[$parameter["resource"] + ":" + $parameter["operation"]] ?? ${JSON.stringify(otherwise)} }}`;
}

/** The node's outputs: one for each business outcome that calls for another next step. */
export const outputsExpression = byOperation(
	({ outputs }) =>
		outputs.length === 1
			? [{ type: 'main' }]
			: outputs.map((displayName) => ({ type: 'main', displayName })),
	[{ type: 'main' }],
);

/** What the node says under its name on the canvas. */
export const subtitleExpression = byOperation(({ action }) => action, '');
