import { invalidArgument, notFound, permissionDenied } from '../api/errors';
import type { Agent, Phone } from './model';
import type { Platform } from './platform';

/** A device not seen for this long is no longer known to have RCS (guides/build/capabilities). */
const SEEN_WITHIN_MS = 31 * 24 * 60 * 60 * 1000;

const E164 = /^\+[1-9]\d{6,14}$/;

/** Whether a number is E.164 with `+`. */
export function isPhoneNumber(phoneNumber: string): boolean {
	return E164.test(phoneNumber);
}

/** @throws ApiError 400 when the number is not E.164 with `+` */
export function checkPhoneNumber(phoneNumber: string): void {
	if (isPhoneNumber(phoneNumber)) return;
	throw invalidArgument('phone', `Invalid phone number "${phoneNumber}": must be E.164 with "+".`);
}

function isTesterOf(agent: Agent, { phoneNumber }: Pick<Phone, 'phoneNumber'>): boolean {
	return agent.testers.hasAccepted(phoneNumber);
}

/** Whether an agent may write to a number at all: it is launched, or the number is an accepted tester's. */
export function mayReach(agent: Agent, phoneNumber: string): boolean {
	return agent.launched || isTesterOf(agent, { phoneNumber });
}

/** @throws ApiError 403 for an agent that is not launched, and a number that is no accepted tester's */
export function checkMayReach(agent: Agent, phoneNumber: string): void {
	if (mayReach(agent, phoneNumber)) return;
	throw permissionDenied(
		'Operation blocked: the agent has not been launched and the recipient has not accepted an invitation to become a tester.',
	);
}

/** The phone behind a number, if it has RCS and was seen lately, whoever asks. */
export function rcsPhone(platform: Platform, phoneNumber: string): Phone | undefined {
	const phone = platform.phone(phoneNumber);
	const gone =
		phone?.offlineSince !== undefined && platform.clock.now() - phone.offlineSince > SEEN_WITHIN_MS;
	return phone?.rcs && !gone ? phone : undefined;
}

/** Whether the agent is launched on the phone's network; that testers need no launch is a guess. */
export function isOnCarrier(agent: Agent, phone: Phone): boolean {
	return phone.carrierLaunched || isTesterOf(agent, phone);
}

/**
 * The phone a message or event is for. A number nobody has, one without RCS and one long gone all get
 * the same answer.
 *
 * @throws ApiError 403 unlaunched agent to a non-tester, 404 unreachable
 */
export function findReachable(platform: Platform, agent: Agent, phoneNumber: string): Phone {
	checkMayReach(agent, phoneNumber);
	const phone = rcsPhone(platform, phoneNumber);
	if (!phone) throw notFound();
	if (!isOnCarrier(agent, phone)) {
		throw notFound("The RBM agent has not launched on the user's carrier.");
	}
	return phone;
}

/** Whether the agent reaches a number now, as capability checks and bulk checks see it. */
export function reachedPhone(
	platform: Platform,
	agent: Agent,
	phoneNumber: string,
): Phone | undefined {
	const phone = mayReach(agent, phoneNumber) ? rcsPhone(platform, phoneNumber) : undefined;
	return phone && isOnCarrier(agent, phone) ? phone : undefined;
}
