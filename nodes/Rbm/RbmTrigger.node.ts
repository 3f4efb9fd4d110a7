import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { searchAgents } from './listSearch';
import { receivePost } from './receivePost';
import { isRegistered, register, release } from './registration';
import { registrationFields } from './registrationFields';
import { CREDENTIAL } from './transport';
import { DEFAULT_EVENTS, EVENT_OPTIONS } from './triggerEvents';
import { triggerOptions, triggerOutputsExpression } from './triggerOptions';

/** Starts a workflow for each event that Google posts, once it is proven to come from Google. */
export class RbmTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'RCS Business Messaging Trigger',
		name: 'rbmTrigger',
		icon: { light: 'file:rbm.svg', dark: 'file:rbm.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["events"].length + ($parameter["events"].length === 1 ? " event" : " events") }}',
		description:
			'Starts when someone writes to your RCS agent, or a message was delivered, read or expired',
		eventTriggerDescription: 'Waiting for Google to post an event',
		activationMessage:
			"The events of your agent now start this workflow. With manual registration, Google's console must hold the production URL.",
		defaults: { name: 'RCS Business Messaging Trigger' },
		inputs: [],
		outputs: triggerOutputsExpression,
		credentials: [{ name: CREDENTIAL, required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'rbm',
				// Answered once the execution is stored: what Google believes delivered is not lost.
				responseMode: 'onReceived',
				responseData: 'noData',
				// Nobody needs to copy what is registered by itself.
				ndvHideUrl: '={{ $parameter["registration"] !== "manual" }}',
			},
		],
		triggerPanel: {
			header: 'Receive events from Google',
			executionsHelp: {
				inactive:
					'While testing, <a data-key="activate">listen</a> and write to your agent. Once it works, publish the workflow. With manual registration, enter the <b>test URL</b> in Google\'s console before you listen, and the <b>production URL</b> after publishing: an agent has one webhook.',
				active:
					'Published: the events of your agent start this workflow, and show in the <a data-key="executions">executions list</a>. An agent has one webhook, so that listening for a test event would take them away from there.',
			},
			activationHint: {
				inactive: 'Publish the workflow to receive events all the time, without listening here.',
				active: 'The workflow is published and receives events.',
			},
		},
		properties: [
			...registrationFields,
			{
				displayName: 'Trigger On',
				name: 'events',
				type: 'multiOptions',
				options: EVENT_OPTIONS,
				default: [...DEFAULT_EVENTS],
				required: true,
				description:
					'Which events start the workflow. The others are acknowledged and start nothing.',
			},
			...triggerOptions,
		],
	};

	methods = { listSearch: { searchAgents } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isRegistered(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await register(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await release(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receivePost(this);
	}
}
