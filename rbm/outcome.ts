import type { RbmRequest } from './request';

/**
 * What became of a request. `accepted` is never "delivered": that comes by webhook. `unreachable`
 * (404) is a business outcome, not an error.
 */
export type RbmOutcome =
	| { kind: 'accepted'; body: unknown; answeredAt?: number }
	| { kind: 'unreachable'; reason: string }
	| { kind: 'rejected'; httpStatus: number; status: string; message: string; hint: string }
	| { kind: 'failed'; httpStatus?: number; message: string; hint: string };

/**
 * An answer as the network gave it: a status with a body, or no answer at all. `answeredAt` is the
 * platform's own clock (its Date header), in milliseconds since 1970.
 */
export type RawAnswer =
	| { httpStatus: number; body: unknown; retryAfterSeconds?: number; answeredAt?: number }
	| { httpStatus?: undefined; networkError: string };

/** Google's error body: `{"error":{"code":404,"message":"…","status":"NOT_FOUND"}}`. */
function googleError(body: unknown): { status: string; message: string } {
	const error = (body as { error?: { status?: unknown; message?: unknown } } | null | undefined)
		?.error;
	return {
		status: typeof error?.status === 'string' ? error.status : '',
		message: typeof error?.message === 'string' ? error.message.slice(0, 500) : '',
	};
}

/**
 * The sentence for each refusal. 403 has two usual causes and the platform's text does not always
 * tell them apart, so both are named.
 */
const HINTS: Record<number, string> = {
	400: 'The platform names the field above. If it mentions a feature, this phone cannot show it: send something simpler with a new message ID.',
	401: 'The access token was refused. Open the credential and test it.',
	403: 'Two usual causes: the agent ID is wrong or belongs to another partner than the key; or the agent is not launched yet and this number is not an accepted tester. If the key was changed just now, test the credential.',
	413: 'What was sent is too large. Use a smaller file or message.',
};

/** Whether the same request may succeed a moment later (guides/build/messages/send; RBM error table). */
export function isTransient(answer: RawAnswer): boolean {
	return answer.httpStatus === undefined || answer.httpStatus === 429 || answer.httpStatus >= 500;
}

/** Whether a repeat under the same ID is harmless: RBM ignores an ID it has seen. */
function hasOwnId({ query }: OutcomeContext): boolean {
	return query?.messageId !== undefined || query?.eventId !== undefined;
}

/** What the request has to say about its outcome. */
type OutcomeContext = Partial<Pick<RbmRequest, 'hints' | 'query'>>;

/** An answer that RBM would not give; a proxy or another server gave it. */
function foreignAnswer(httpStatus: number): RbmOutcome {
	return {
		kind: 'rejected',
		httpStatus,
		status: '',
		message: `What answered (HTTP ${httpStatus}) is not RCS Business Messaging`,
		hint: 'Check the endpoint in the credential, and any proxy in between.',
	};
}

/**
 * Maps the last answer to an outcome; call it when no further try is made. An answer of 404 is
 * "unreachable" only in Google's own shape: a front end's error page says nothing about a phone.
 *
 * @param request its hints say what to do about a refusal where the usual sentence does not fit
 */
export function outcomeOf(answer: RawAnswer, request: OutcomeContext = {}): RbmOutcome {
	const { hints = {} } = request;
	if (answer.httpStatus === undefined) {
		return {
			kind: 'failed',
			message: `No answer from RCS Business Messaging (${answer.networkError})`,
			hint: hasOwnId(request)
				? 'Check the network and the endpoint in the credential. It may have been accepted: send again with the same message ID, it cannot arrive twice.'
				: 'Check the network and the endpoint in the credential. It may have been accepted all the same.',
		};
	}
	const { httpStatus, body, answeredAt } = answer;
	if (httpStatus >= 200 && httpStatus < 300) {
		const isOurs = body === undefined || body === '' || (typeof body === 'object' && body !== null);
		if (!isOurs) return foreignAnswer(httpStatus);
		return { kind: 'accepted', body, ...(answeredAt !== undefined && { answeredAt }) };
	}
	const { status, message } = googleError(body);
	if (httpStatus === 404) {
		return status === 'NOT_FOUND'
			? { kind: 'unreachable', reason: message || 'Not reachable over RCS' }
			: foreignAnswer(httpStatus);
	}
	if (isTransient(answer)) {
		return {
			kind: 'failed',
			httpStatus,
			message:
				httpStatus === 429
					? `Too many requests (429)${message && `: ${message}`}`
					: `RCS Business Messaging is unavailable (${httpStatus})${message && `: ${message}`}`,
			hint:
				hints[httpStatus] ??
				(hasOwnId(request)
					? 'It was tried several times with the same message ID. Try again later, or send more slowly.'
					: 'Try again later, or more slowly.'),
		};
	}
	return {
		kind: 'rejected',
		httpStatus,
		status,
		message: message || `Refused with HTTP ${httpStatus}`,
		hint: hints[httpStatus] ?? HINTS[httpStatus] ?? '',
	};
}

/** The Date header has whole seconds, and clocks of a large platform differ a little. */
const CLOCK_SLACK_MS = 5000;

/**
 * Whether the platform had a message of this ID before it was sent just now: its answer then carries
 * a `sendTime` from before. That a repeated ID is answered like this is a guess; Google documents
 * only that it is ignored.
 *
 * @param milliseconds from the start of the first try to the answer
 */
export function wasKnownBefore(
	{ body, answeredAt }: Extract<RbmOutcome, { kind: 'accepted' }>,
	milliseconds: number,
): boolean {
	const sentAt = Date.parse(String((body as { sendTime?: unknown } | undefined)?.sendTime));
	if (answeredAt === undefined || Number.isNaN(sentAt)) return false;
	return answeredAt - sentAt > milliseconds + CLOCK_SLACK_MS;
}
