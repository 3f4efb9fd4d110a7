import type { Clock } from '../clock';

/** How long a webhook may take; Google's figure is not published, this is Pub/Sub's default. */
export const POST_TIMEOUT_MS = 10_000;

/** Header that tells handshakes from events since July 2026; the values are those implementers saw. */
const TYPE_HEADER = 'x-goog-webhook-type';

/** What came back, or why nothing did. */
export type PostResult =
	{ status: number; contentType: string; text: string } | { failure: string };

/** Node's fetch hides the reason, such as ECONNREFUSED, one or more levels below its own error. */
function reasonOf(error: unknown): string {
	const { cause, code, message } = error as { cause?: unknown; code?: string; message?: string };
	if (cause instanceof Error || typeof cause === 'object') return reasonOf(cause);
	return code ?? message ?? String(error);
}

async function bodyOf(response: Response): Promise<string> {
	try {
		return await response.text();
	} catch {
		return '';
	}
}

/**
 * Posts JSON to a webhook and never throws. Redirects are not followed, since only 200 counts. An
 * answer is complete with its status: a body that breaks off does not make it a failure.
 *
 * @param cancel aborts the post from outside
 */
export async function post(
	url: string,
	type: 'verification' | 'message_callback',
	body: object,
	headers: Record<string, string>,
	clock: Clock,
	cancel?: AbortSignal,
): Promise<PostResult> {
	const timeout = new AbortController();
	const timer = clock.setTimer(POST_TIMEOUT_MS, () => timeout.abort());
	try {
		const response = await fetch(url, {
			method: 'POST',
			redirect: 'manual',
			headers: { 'content-type': 'application/json', [TYPE_HEADER]: type, ...headers },
			body: JSON.stringify(body),
			signal: cancel ? AbortSignal.any([timeout.signal, cancel]) : timeout.signal,
		});
		return {
			status: response.status,
			contentType: response.headers.get('content-type') ?? 'no content type',
			text: await bodyOf(response),
		};
	} catch (error) {
		if (timeout.signal.aborted) return { failure: `no answer in ${POST_TIMEOUT_MS / 1000} s` };
		return { failure: reasonOf(error) };
	} finally {
		timer.cancel();
	}
}
