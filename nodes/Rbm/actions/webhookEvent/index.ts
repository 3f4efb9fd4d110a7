import type { Resource } from '../operation';
import { verify } from './verify';

/** Events that did not come by the trigger. */
export const webhookEvent: Resource = {
	value: 'webhookEvent',
	name: 'Webhook Event',
	operations: [verify],
	preselected: verify.value,
};
