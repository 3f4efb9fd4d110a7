import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { actionProperties, outputsExpression, subtitleExpression } from './actions';
import { executeItems } from './execute';
import { searchAgents } from './listSearch';
import { CREDENTIAL } from './transport';

/** Sends RBM messages and events. */
export class Rbm implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'RCS Business Messaging',
		name: 'rbm',
		icon: { light: 'file:rbm.svg', dark: 'file:rbm.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitleExpression,
		description: 'Send RCS messages with replies to tap, and take them back',
		defaults: { name: 'RCS Business Messaging' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsExpression,
		credentials: [{ name: CREDENTIAL, required: true }],
		properties: actionProperties,
	};

	methods = { listSearch: { searchAgents } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeItems(this);
	}
}
