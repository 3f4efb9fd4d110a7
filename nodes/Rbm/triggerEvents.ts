import type { INodePropertyOptions } from 'n8n-workflow';

import type { RbmEventType } from '../../rbm/events';

interface EventOption extends INodePropertyOptions {
	value: RbmEventType;
}

/** The events to choose from, alphabetical as n8n's lint asks. */
export const EVENT_OPTIONS: EventOption[] = [
	{
		name: 'Agent Launch Changed',
		value: 'AGENT_LAUNCH',
		description: 'A carrier launched, rejected or suspended an agent',
	},
	{ name: 'File Received', value: 'USER_FILE', description: 'Someone sent a file or a photo' },
	{ name: 'Location Received', value: 'LOCATION', description: 'Someone shared a place' },
	{
		name: 'Message Delivered',
		value: 'DELIVERED',
		description: 'Your message reached the phone',
	},
	{
		name: 'Message Expired',
		value: 'TTL_EXPIRATION_REVOKED',
		description: 'Your message expired undelivered and was taken back: time to fall back',
	},
	{
		name: 'Message Expired, Maybe Delivered',
		value: 'TTL_EXPIRATION_REVOKE_FAILED',
		description: 'Your message expired but could not be taken back: it may still arrive',
	},
	{
		name: 'Message Read',
		value: 'READ',
		description: 'Someone opened your message; people can switch this off',
	},
	{ name: 'Other', value: 'UNKNOWN', description: 'Signed by Google, but of a kind not known yet' },
	{
		name: 'Suggested Action Tapped',
		value: 'SUGGESTION_ACTION',
		description: 'Someone tapped dial, open URL, share location and the like',
	},
	{
		name: 'Suggested Reply Tapped',
		value: 'SUGGESTION_REPLY',
		description: 'Someone tapped one of your suggested replies',
	},
	{ name: 'Text Received', value: 'TEXT', description: 'Someone wrote a message' },
	{ name: 'Typing', value: 'IS_TYPING', description: 'Someone is typing; fires often' },
	{
		name: 'User Subscribed',
		value: 'SUBSCRIBE',
		description:
			'Someone wants all messages again, by a button or by writing START: check consent, not eventType',
	},
	{
		name: 'User Unsubscribed',
		value: 'UNSUBSCRIBE',
		description:
			'Someone wants essential messages only, by a button or by writing STOP: check consent, not eventType',
	},
];

/** What starts work; receipts come with every message, and typing with every key. */
export const DEFAULT_EVENTS: RbmEventType[] = [
	'TEXT',
	'SUGGESTION_REPLY',
	'SUGGESTION_ACTION',
	'LOCATION',
	'USER_FILE',
	'SUBSCRIBE',
	'UNSUBSCRIBE',
	'TTL_EXPIRATION_REVOKED',
	'TTL_EXPIRATION_REVOKE_FAILED',
];
