import { toAgentId } from '../../../../rbm/agentId';
import { checkMessageId } from '../../../../rbm/agentMessage';
import { toE164 } from '../../../../rbm/phoneNumber';
import { phonePath } from '../../../../rbm/request';
import { agentField, phoneNumberField } from '../fields';
import type { Operation } from '../operation';

/** Message → Revoke: takes back what was not delivered yet. Both outcomes are data. */
export const revoke: Operation = {
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
	],
	build(parameter) {
		const agentId = toAgentId(parameter('agentId'));
		const phoneNumber = toE164(parameter('phoneNumber'));
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
