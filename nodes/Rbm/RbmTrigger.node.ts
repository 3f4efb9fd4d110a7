import type {
	IDataObject,
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { RbmEventType } from '../../rbm/events';
import { receive } from '../../rbm/webhook';
import { CREDENTIAL } from './transport';
import { DEFAULT_EVENTS, EVENT_OPTIONS } from './triggerEvents';

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
		outputs: [NodeConnectionTypes.Main],
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
		const response = this.getResponseObject();
		const answer = (status: number, text = ''): IWebhookResponseData => {
			response.status(status).type('text/plain').send(text);
			return { noWebhookResponse: true };
		};

		const { webhookClientToken } = await this.getCredentials(CREDENTIAL);
		if (typeof webhookClientToken !== 'string' || webhookClientToken === '') {
			this.logger.warn(
				'RCS Business Messaging Trigger: the credential has no Webhook Client Token, so nothing can be verified. Google will repeat the event.',
				{ node: this.getNode().name, workflowId: this.getWorkflow().id },
			);
			return answer(503);
		}

		const received = receive(this.getBodyData(), this.getHeaderData(), [webhookClientToken]);
		if (received.kind === 'handshake') return answer(200, received.secret);
		if (received.kind === 'refused') {
			this.logger.warn(`RCS Business Messaging Trigger refused a post: ${received.reason}`, {
				node: this.getNode().name,
				workflowId: this.getWorkflow().id,
			});
			// 200 for a bad signature, as in Google's sample: anything else is repeated for seven days
			// and slows all webhooks of the partner.
			return answer(200);
		}

		const wanted = this.getNodeParameter('events', []) as RbmEventType[];
		if (!wanted.includes(received.event.eventType)) return answer(200);
		return {
			workflowData: [this.helpers.returnJsonArray(received.event as unknown as IDataObject)],
		};
	}
}
