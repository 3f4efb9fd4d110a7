import { LIMITS } from '../../../../rbm/limits';
import { managementRequest } from '../../../../rbm/management';
import type { RequestOperation } from '../operation';
import { readTester, testerFields, testerItem } from './testers';

const { testerInvitesPerDay: perDay, testerInvitesTotal: total } = LIMITS;

/** Tester → Invite: asks a person to try an agent that is not launched; again if need be. */
export const invite: RequestOperation = {
	value: 'invite',
	name: 'Invite',
	action: 'Invite a tester',
	description: 'Ask a person to try an agent before it is launched, or ask again',
	outputs: ['Done'],
	fields: [
		{
			displayName: `The person must accept on the phone. Until then, messages to it are refused with 403. An agent can send ${perDay} invitations a day and ${total} in total.`,
			name: 'inviteNotice',
			type: 'notice',
			default: '',
		},
		...testerFields,
	],
	build(parameter) {
		const about = readTester(parameter);
		return {
			request: managementRequest({
				method: 'POST',
				path: '/v1/testers',
				body: about,
				// Each try counts against the day's invitations.
				once: true,
				hints: {
					429: `An agent can send ${perDay} invitations a day and ${total} in total. Try again tomorrow.`,
				},
			}),
			about,
		};
	},
	onAccepted: testerItem,
};
