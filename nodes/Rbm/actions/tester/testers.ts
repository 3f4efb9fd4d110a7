import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { bareAgentId, toAgentId } from '../../../../rbm/agentId';
import { RbmInputError } from '../../../../rbm/inputError';
import { managementRequest } from '../../../../rbm/management';
import { agentField, phoneNumberField, phoneOptions, recipient } from '../fields';
import type { BuiltRequest, ReadParameter } from '../operation';

const PHONE_NUMBER = 'Phone Number';

/** Which agent, and which person. */
export const testerFields: INodeProperties[] = [
	agentField,
	{ ...phoneNumberField, displayName: PHONE_NUMBER },
	phoneOptions(),
];

/** Agent and number of a tester, checked. */
export function readTester(parameter: ReadParameter): { agentId: string; phoneNumber: string } {
	return {
		agentId: toAgentId(parameter('agentId')),
		phoneNumber: recipient(parameter, PHONE_NUMBER),
	};
}

/** The request about one tester who is there already. */
export function testerRequest(parameter: ReadParameter, method: 'GET' | 'DELETE'): BuiltRequest {
	const { agentId, phoneNumber } = readTester(parameter);
	return {
		request: managementRequest({
			method,
			path: `/v1/testers/${phoneNumber}`,
			query: { agentId },
		}),
		about: { phoneNumber, agentId },
	};
}

/** A tester as an item. Fields that the answer left out are those that it was asked for. */
export function testerItem(about: IDataObject, tester: IDataObject): IDataObject {
	const name = String(tester.name ?? `testers/${String(about.phoneNumber)}`);
	return {
		phoneNumber: tester.phoneNumber ?? name.replace(/^testers\//, ''),
		agentId: bareAgentId(String(tester.agentId ?? about.agentId)),
		// JSON made from proto3 leaves the zero value of an enum out.
		inviteStatus: tester.inviteStatus ?? 'INVITE_STATUS_UNSPECIFIED',
		name,
	};
}

/** A 404 here is a slip, not an outcome. @throws RbmInputError saying so */
export function notATester({ phoneNumber }: IDataObject): never {
	throw new RbmInputError(
		PHONE_NUMBER,
		`${String(phoneNumber)} is not a tester of this agent`,
		'Check number and agent; Get Many lists the testers. To add one, use Invite.',
	);
}
