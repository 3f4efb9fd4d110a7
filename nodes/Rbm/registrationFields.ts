import type { INodeProperties } from 'n8n-workflow';

import { agentField } from './actions/fields';

/** The choice that lets a workflow have the agent of another; error texts name it. */
export const TAKE_OVER_LABEL = 'Take Over, Give Back Afterwards';

/** Who tells Google about the webhook, and for which agent. */
export const registrationFields: INodeProperties[] = [
	{
		displayName: 'Registration',
		name: 'registration',
		type: 'options',
		default: 'automatic',
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description: 'Publishing registers the webhook of your agent, unpublishing removes it',
			},
			{
				name: 'Manual',
				value: 'manual',
				description: "You enter the webhook in Google's console, for one agent or for all of them",
			},
		],
		description: 'How Google learns where to post the events',
	},
	{
		...agentField,
		description: 'The RCS agent whose events start this workflow',
		displayOptions: { show: { registration: ['automatic'] } },
	},
	{
		displayName:
			'In the <a href="https://business-communications.cloud.google.com/" target="_blank">RCS for Business Developer Console</a> open your agent, then <b>Integrations</b>, then <b>Webhook</b>. Enter the URL above and, as <b>client token</b>, the Webhook Client Token of your credential. Press <b>Verify</b> while this workflow is published (production URL) or listening (test URL).',
		name: 'registrationNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { registration: ['manual'] } },
	},
];

/** For an agent that another workflow or program has. */
export const ifRegisteredOption: INodeProperties = {
	displayName: 'If Another Webhook Is Registered',
	name: 'ifRegistered',
	type: 'options',
	default: 'stop',
	displayOptions: { show: { '/registration': ['automatic'] } },
	options: [
		{
			name: 'Stop With an Error',
			value: 'stop',
			description: 'The error names the webhook, and nothing changes',
		},
		{
			name: TAKE_OVER_LABEL,
			value: 'takeOver',
			description:
				'Events come here until this workflow is unpublished or stops listening; meanwhile the other one receives nothing. Giving back works if that one uses the client token of this credential; otherwise the agent is left without a webhook. If n8n stops during a test of a published workflow, publish that anew.',
		},
	],
	description:
		'What to do when the events of this agent go elsewhere: to another workflow, or to this one in production while you listen for a test event. An agent has one webhook.',
};
