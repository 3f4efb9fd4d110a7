import { toAgentId } from '../../../../rbm/agentId';
import { checkMessageId } from '../../../../rbm/agentMessage';
import { phonePath } from '../../../../rbm/request';
import { agentField, phoneNumberField, phoneOptions, recipient } from '../fields';
import type { RequestOperation } from '../operation';

/** Message → Revoke: takes back what was not delivered yet. Both outcomes are data. */
export const revoke: RequestOperation = {
	value: 'revoke',
	name: 'Revoke',
	action: 'Revoke a message',
	description: 'Take back a message that has not been delivered yet',
	outputs: ['Done'],
	fields: [
		agentField,
		phoneNumberField,
		{
			displayName: 'Message ID',
			name: 'messageId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 7b7c5d2e-4f0e-5d3c-9c1b-2f6a1f0c9f10',
			description:
				'The messageId that Send gave. The result says whether it was still revoked in time.',
		},
		phoneOptions(),
	],
	build(parameter) {
		const agentId = toAgentId(parameter('agentId'));
		const phoneNumber = recipient(parameter);
		const messageId = checkMessageId(String(parameter('messageId') ?? ''));
		return {
			request: {
				api: 'messaging',
				method: 'DELETE',
				path: phonePath(phoneNumber, 'agentMessages', messageId),
				query: { agentId },
				phoneNumber,
			},
			about: { messageId, phoneNumber, agentId },
		};
	},
	onAccepted: (about) => ({ ...about, revoked: true }),
	// What an unknown message ID answers is not documented; 404 is read as "delivered", as Google advises.
	onUnreachable: (about, reason) => ({ ...about, revoked: false, reason }),
};
