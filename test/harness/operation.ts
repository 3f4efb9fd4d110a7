/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { readFileSync } from 'node:fs';

import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { rbmNode, runItems, type NodeRun } from './run';
import { AGENT, setUp, type Setup } from './setup';

/** The seed's first agent, as the editor stores a choice. */
export const AGENT_ID = { __rl: true, mode: 'id', value: AGENT };

/** An emulator that lives as long as a file of tests, reset for each, and a way to run operations. */
export interface OperationTest {
	/** Calls the emulator's control API. */
	control: Setup['control'];
	/** How often each endpoint was called since the test began. */
	calls: () => Promise<Record<string, number>>;
	/** Runs an operation on items; those of plain JSON need no more than that. */
	run: (
		operation: string,
		parameters: INodeParameters,
		items: Array<IDataObject | Pick<INodeExecutionData, 'json' | 'binary'>>,
		settings?: Partial<INode>,
		credential?: Record<string, string>,
	) => Promise<NodeRun>;
}

function isItem(item: IDataObject | Pick<INodeExecutionData, 'json'>): item is INodeExecutionData {
	return typeof item.json === 'object';
}

/** Sets up and takes down by itself; call it at the top of the file. */
export function testOperations(resource: string): OperationTest {
	let setup: Setup;
	beforeAll(async () => {
		setup = await setUp();
	});
	afterAll(async () => await setup.close());
	beforeEach(async () => await setup.control('POST', '/reset'));
	return {
		control: async (...request) => await setup.control(...request),
		calls: async () => (await setup.control('GET', '/calls')) as Record<string, number>,
		run: async (operation, parameters, items, settings, credential) =>
			await runItems(
				setup.package,
				await setup.credential(credential),
				rbmNode('rbm', { resource, operation, ...parameters }, settings),
				items.map((item) => (isItem(item) ? item : { json: item })),
			),
	};
}

/** Expects that the editor shows every field of a result before the first run, the input's aside. */
export function expectInSchema(
	resource: string,
	operation: string,
	json: IDataObject,
	input: IDataObject = {},
): void {
	const file = `dist/nodes/Rbm/__schema__/v1.0.0/${resource}/${operation}.json`;
	const { properties } = JSON.parse(readFileSync(file, 'utf8')) as { properties: object };
	const result = Object.keys(json).filter((key) => !(key in input));
	expect(Object.keys(properties)).toEqual(expect.arrayContaining(result));
}
