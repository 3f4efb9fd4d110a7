import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
	JsonObject,
} from 'n8n-workflow';

import { baseUrlFor, toEndpoint } from '../../rbm/endpoints';
import { describeNetworkError, networkErrorCode } from '../../rbm/networkErrors';
import type { RawAnswer } from '../../rbm/outcome';
import type { RbmRequest } from '../../rbm/request';

/** The credential type that both nodes use. */
export const CREDENTIAL = 'rbmServiceAccountApi';

const TIMEOUT_MS = 30_000;
/** For large files, and for lists of thousands of numbers. */
const LONG_TIMEOUT_MS = 5 * 60_000;

/** Nothing was sent: the credential gave no token, or the file to upload is gone. Fit for people. */
export interface CredentialProblem {
	credentialProblem: string;
}

/** Does one request, whatever it answers. */
export type Perform = (request: RbmRequest) => Promise<RawAnswer | CredentialProblem>;

interface HttpFailure {
	response?: { status?: number; data?: unknown; headers?: Record<string, unknown> };
}

/** Seconds, or a date: HTTP allows both. */
function retryAfterSeconds(headers: Record<string, unknown> | undefined): number | undefined {
	const wish = headers?.['retry-after'];
	if (typeof wish !== 'string' || wish === '') return undefined;
	const seconds = Number(wish);
	if (Number.isFinite(seconds)) return seconds >= 0 ? seconds : undefined;
	const at = Date.parse(wish);
	return Number.isNaN(at) ? undefined : Math.max(0, (at - Date.now()) / 1000);
}

/** n8n wraps what axios throws; the answer, if there was one, is on the cause. */
function answerOf(error: unknown): RawAnswer | CredentialProblem {
	const { cause } = error as { cause?: unknown };
	const { response } = (cause ?? error) as HttpFailure;
	if (response?.status !== undefined) {
		const after = retryAfterSeconds(response.headers);
		return {
			httpStatus: response.status,
			body: response.data,
			...(after !== undefined && { retryAfterSeconds: after }),
		};
	}
	if (networkErrorCode(error) !== undefined) {
		return { networkError: describeNetworkError(error) };
	}
	return { credentialProblem: (error as Error).message };
}

/**
 * The only way to the network: n8n's authenticated request helper, which mints and refreshes the
 * token. Statuses are answers here, not exceptions; nothing of the request's headers survives.
 */
export async function createTransport(
	context: IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IWebhookFunctions,
): Promise<Perform> {
	const credential = await context.getCredentials<ICredentialDataDecryptedObject & JsonObject>(
		CREDENTIAL,
	);
	const endpoint = toEndpoint(credential);
	return async (request) => {
		const { raw } = request;
		try {
			const options: IHttpRequestOptions = {
				method: request.method,
				url: baseUrlFor(endpoint, request) + request.path,
				qs: request.query,
				...(request.body && { body: request.body as JsonObject }),
				// A Buffer, not a stream: n8n sends it again after it had to renew the token.
				...(raw && { body: await raw.read(), headers: { 'Content-Type': raw.contentType } }),
				json: true,
				timeout: request.timeoutMs ?? (raw || request.region ? LONG_TIMEOUT_MS : TIMEOUT_MS),
				returnFullResponse: true,
			};
			const { body, headers } = (await context.helpers.httpRequestWithAuthentication.call(
				context,
				CREDENTIAL,
				options,
			)) as { body: unknown; headers?: Record<string, unknown> };
			const answeredAt = Date.parse(String(headers?.date));
			return { httpStatus: 200, body, ...(!Number.isNaN(answeredAt) && { answeredAt }) };
		} catch (error) {
			return answerOf(error);
		}
	};
}
