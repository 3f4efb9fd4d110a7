import { LIMITS } from '../../rbm/limits';
import { ApiError } from '../api/errors';
import type { Clock } from '../clock';
import { RateLimit } from './rateLimit';

/** What a person made of the invitation. */
export const INVITE_STATUSES = ['PENDING', 'ACCEPTED', 'DECLINED'] as const;
export type InviteStatus = (typeof INVITE_STATUSES)[number];

const DAY_MS = 24 * 60 * 60 * 1000;

function exhausted(limit: string): ApiError {
	return new ApiError(
		'RESOURCE_EXHAUSTED',
		`Resource has been exhausted: an agent can send ${limit}.`,
	);
}

/** The people who may try an agent before it is launched, by number, in the order of their invitation. */
export class Testers {
	private readonly statuses: Map<string, InviteStatus>;
	private readonly today: RateLimit;
	private invitations = 0;

	/** @param accepted numbers that are testers from the start, without an invitation that counts */
	constructor(clock: Clock, accepted: readonly string[] = []) {
		this.today = new RateLimit(clock, LIMITS.testerInvitesPerDay, DAY_MS);
		this.statuses = new Map(accepted.map((phoneNumber) => [phoneNumber, 'ACCEPTED']));
	}

	/**
	 * Invites a person, again if need be. The reference counts requests, so removing a tester frees
	 * nothing; that a day is any 24 hours, and that who accepted stays a tester, are guesses.
	 *
	 * @throws ApiError 429 after 20 in a day, or 200 in total
	 */
	invite(phoneNumber: string): InviteStatus {
		if (this.invitations >= LIMITS.testerInvitesTotal) {
			throw exhausted(`${LIMITS.testerInvitesTotal} tester requests in total`);
		}
		if (!this.today.take()) throw exhausted(`${LIMITS.testerInvitesPerDay} tester requests a day`);
		this.invitations++;
		const status = this.hasAccepted(phoneNumber) ? 'ACCEPTED' : 'PENDING';
		this.statuses.set(phoneNumber, status);
		return status;
	}

	/** Undefined for who was never invited. */
	statusOf(phoneNumber: string): InviteStatus | undefined {
		return this.statuses.get(phoneNumber);
	}

	hasAccepted(phoneNumber: string): boolean {
		return this.statuses.get(phoneNumber) === 'ACCEPTED';
	}

	setStatus(phoneNumber: string, status: InviteStatus): void {
		this.statuses.set(phoneNumber, status);
	}

	/** Says whether there was such a tester. */
	remove(phoneNumber: string): boolean {
		return this.statuses.delete(phoneNumber);
	}

	/** Replaces them all by people who accepted. */
	replace(accepted: readonly string[]): void {
		this.statuses.clear();
		for (const phoneNumber of accepted) this.statuses.set(phoneNumber, 'ACCEPTED');
	}

	list(): Array<{ phoneNumber: string; inviteStatus: InviteStatus }> {
		return [...this.statuses].map(([phoneNumber, inviteStatus]) => ({ phoneNumber, inviteStatus }));
	}

	/** Numbers of those with a status. */
	having(status: InviteStatus): string[] {
		return this.list().flatMap(({ phoneNumber, inviteStatus }) =>
			inviteStatus === status ? [phoneNumber] : [],
		);
	}
}
