import type { INodeProperties } from 'n8n-workflow';

import { expireTimeOf, ttlOf } from '../../../../rbm/agentMessage';
import type { AgentMessage } from '../../../../rbm/types';
import type { BuildContext, ReadParameter } from '../operation';

const SECONDS = { seconds: 1, minutes: 60, hours: 60 * 60, days: 24 * 60 * 60 };

/** How long a message may wait for an offline phone. */
export const expiryFields: INodeProperties[] = [
	{
		displayName: 'Expires',
		name: 'expires',
		type: 'options',
		default: 'never',
		options: [
			{
				name: 'Never',
				value: 'never',
				description: 'An offline phone gets it whenever it is back, for up to 30 days',
			},
			{
				name: 'After a While',
				value: 'after',
				description: 'Taken back if the phone was not reached in time, so that you can fall back',
			},
			{
				name: 'At a Time',
				value: 'at',
				description: 'Taken back if the phone was not reached by then',
			},
		],
		description:
			'What to do when the phone is offline. When a message expires, the trigger receives Message Expired.',
	},
	{
		displayName: 'Expires After',
		name: 'expiresAfter',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 10,
		displayOptions: { show: { expires: ['after'] } },
		description: 'Up to 15 days. Below 10 seconds, delivery and expiry may both be reported.',
	},
	{
		displayName: 'Unit',
		name: 'expiresAfterUnit',
		type: 'options',
		default: 'minutes',
		options: [
			{ name: 'Seconds', value: 'seconds' },
			{ name: 'Minutes', value: 'minutes' },
			{ name: 'Hours', value: 'hours' },
			{ name: 'Days', value: 'days' },
		],
		displayOptions: { show: { expires: ['after'] } },
	},
	{
		displayName: 'Expires At',
		name: 'expiresAt',
		type: 'dateTime',
		default: '',
		required: true,
		displayOptions: { show: { expires: ['at'] } },
		description: "Up to 15 days ahead, in the workflow's time zone unless the value has its own",
	},
];

/** What was entered, as RBM's `ttl` or `expireTime`. @throws RbmInputError naming the limit */
export function readExpiry(
	parameter: ReadParameter,
	{ now, toMillis }: BuildContext,
): Pick<AgentMessage, 'ttl' | 'expireTime'> {
	switch (parameter('expires', 'never')) {
		case 'after': {
			const unit = parameter('expiresAfterUnit', 'minutes') as keyof typeof SECONDS;
			return { ttl: ttlOf(Number(parameter('expiresAfter')) * SECONDS[unit]) };
		}
		case 'at':
			return { expireTime: expireTimeOf(toMillis(parameter('expiresAt')), now) };
		default:
			return {};
	}
}
