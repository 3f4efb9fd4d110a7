import { notFound } from '../api/errors';
import { isConnected, reconnect } from './delivery';
import type { Agent, ExpiryMode, Phone } from './model';
import { checkConnected } from './personSide';
import type { Platform } from './platform';
import type { InviteStatus } from './testers';

/** What can be switched on a phone. */
export interface PhoneChange {
	displayName?: string;
	online?: boolean;
	rcs?: boolean;
	/** False: no agent is launched on the phone's network. */
	carrierLaunched?: boolean;
	readReceipts?: boolean;
	features?: string[];
	/** `default` takes a mode back that has not happened yet. */
	nextExpiry?: ExpiryMode | 'default';
}

/** Switches a phone; one that is online with RCS again gets what was kept for it. */
export function changePhone(platform: Platform, phone: Phone, change: PhoneChange): void {
	const { nextExpiry, ...rest } = change;
	const wasConnected = isConnected(phone);
	if (rest.online === true) delete phone.offlineSince;
	if (rest.online === false && phone.online) phone.offlineSince = platform.clock.now();
	Object.assign(phone, rest);
	if (nextExpiry === 'default') delete phone.nextExpiry;
	else if (nextExpiry !== undefined) phone.nextExpiry = nextExpiry;
	if (!wasConnected && isConnected(phone)) reconnect(platform, phone);
	platform.changed();
}

/**
 * The person answers an invitation to become a tester, or changes their mind.
 *
 * @throws ApiError 400 when the phone is not connected, 404 without an invitation
 */
export function answerInvitation(
	platform: Platform,
	phone: Phone,
	agent: Agent,
	answer: Exclude<InviteStatus, 'PENDING'>,
): void {
	checkConnected(phone);
	const { phoneNumber } = phone;
	if (agent.testers.statusOf(phoneNumber) === undefined) {
		throw notFound(`${agent.displayName} has not invited ${phone.displayName}.`);
	}
	agent.testers.setStatus(phoneNumber, answer);
	platform.changed();
}
