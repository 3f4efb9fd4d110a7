import type { ICredentialDataDecryptedObject, INode, INodeParameters } from 'n8n-workflow';

import { AGENT } from '../../test/harness/setup';
import { TEXT } from './campaign';

/** Messages under way at a time, of our node and of the bare client. */
export const CONCURRENCY = 20;

const AGENT_ID = { __rl: true, mode: 'id', value: AGENT };
const RBM = { type: 'n8n-nodes-rcs-business-messaging.rbm', typeVersion: 1 };
const NUMBER = '={{ $json.phone }}';

/** A node with the parameters it is measured with. */
export type Subject = Pick<INode, 'type' | 'typeVersion' | 'onError'> & {
	parameters: INodeParameters;
	/** Name of its credential's type, if it has one. */
	credential?: string;
};

/** A secret for those who check none. */
export const OTHER_CREDENTIALS: Record<string, ICredentialDataDecryptedObject> = {
	twilioApi: { authType: 'authToken', accountSid: 'AC00000000', authToken: 'a token' },
	whatsAppApi: { accessToken: 'a token', businessAccountId: '1' },
};

const capability = (operation: string): Subject => ({
	...RBM,
	parameters: {
		resource: 'capability',
		operation,
		agentId: AGENT_ID,
		phoneNumber: NUMBER,
	},
	credential: 'rbmServiceAccountApi',
});

const sendText = (concurrency: number): Subject => ({
	...RBM,
	parameters: {
		resource: 'message',
		operation: 'sendText',
		agentId: AGENT_ID,
		phoneNumber: NUMBER,
		text: TEXT,
		options: { concurrency },
	},
	credential: 'rbmServiceAccountApi',
	onError: 'continueErrorOutput',
});

/** All nodes that run in n8n's engine here. */
export const SUBJECTS = {
	sendText: sendText(CONCURRENCY),
	/** Builds every message before the first is sent. */
	sendTextOrStop: { ...sendText(CONCURRENCY), onError: 'stopWorkflow' },
	sendText10: sendText(10),
	sendText50: sendText(50),
	check: capability('check'),
	checkMany: capability('checkMany'),
	twilio: {
		type: 'n8n-nodes-base.twilio',
		typeVersion: 1,
		parameters: {
			resource: 'sms',
			operation: 'send',
			from: '+4930123456',
			to: NUMBER,
			toWhatsapp: false,
			message: TEXT,
			options: {},
		},
		credential: 'twilioApi',
	},
	whatsApp: {
		type: 'n8n-nodes-base.whatsApp',
		typeVersion: 1.1,
		parameters: {
			resource: 'message',
			operation: 'send',
			phoneNumberId: '1234567890',
			recipientPhoneNumber: NUMBER,
			messageType: 'text',
			textBody: TEXT,
			additionalFields: {},
			requestOptions: {},
		},
		credential: 'whatsAppApi',
	},
	set: {
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: {
			mode: 'manual',
			assignments: {
				assignments: [
					{ id: '1', name: 'to', type: 'string', value: NUMBER },
					{ id: '2', name: 'text', type: 'string', value: TEXT },
				],
			},
			includeOtherFields: true,
			options: {},
		},
	},
} satisfies Record<string, Subject>;

export type SubjectName = keyof typeof SUBJECTS;
