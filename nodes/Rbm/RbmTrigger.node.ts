import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { receivePost } from './receivePost';
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
		activationMessage: 'Events that Google posts to the production URL now start this workflow.',
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
			},
		],
		triggerPanel: {
			header: 'Receive events from Google',
			executionsHelp: {
				inactive:
					'While testing, enter the <b>test URL</b> below in Google\'s console, then <a data-key="activate">listen</a> and write to your agent. Once it works, publish the workflow and enter the <b>production URL</b> instead: an agent has one webhook.',
				active:
					'Published: events posted to the <b>production URL</b> start this workflow, and show in the <a data-key="executions">executions list</a>.',
			},
			activationHint: {
				inactive:
					"Publish the workflow, then enter the production URL and the client token in Google's console.",
				active: 'The workflow is published and takes events at the production URL.',
			},
		},
		properties: [
			{
				displayName:
					'Google must know this webhook: in the <a href="https://business-communications.cloud.google.com/" target="_blank">RCS for Business Developer Console</a> open your agent, then <b>Integrations</b>, then <b>Webhook</b>. Enter the URL above and, as <b>client token</b>, the Webhook Client Token of your credential. Press <b>Verify</b> while this workflow is published (production URL) or listening (test URL).',
				name: 'registrationNotice',
				type: 'notice',
				default: '',
			},
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

	/** Registration is manual: Google's console holds the URL, so there is nothing to do here. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receivePost(this);
	}
}
