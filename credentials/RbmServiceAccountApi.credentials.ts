import { GoogleToken } from 'google-auth-library';
import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { sleep, UserError } from 'n8n-workflow';
import { createHash } from 'node:crypto';

import {
	MANAGEMENT_SCOPE,
	MESSAGING_SCOPE,
	toEndpoint,
	tokenUrlFor,
	type Endpoint,
} from '../rbm/endpoints';
import { RbmInputError } from '../rbm/inputError';
import { describeNetworkError } from '../rbm/networkErrors';
import { parseServiceAccountKey, type ServiceAccountKey } from '../rbm/serviceAccountKey';
import { explainTokenError } from '../rbm/tokenErrors';

type HttpRequest = IHttpRequestHelper['helpers']['httpRequest'];

/**
 * Exchanges a signed assertion for an access token (RFC 7523). The library signs; the request goes
 * through n8n's helper, so that proxy, SSRF and domain settings hold.
 *
 * @throws UserError with one sentence that tells a rejected key, a gone account, a wrong clock and a
 *   network problem apart; never with anything of the key
 */
async function mintToken(
	key: ServiceAccountKey,
	endpoint: Endpoint,
	httpRequest: HttpRequest,
): Promise<string> {
	const tokenUrl = tokenUrlFor(endpoint);
	let refusal: string | undefined;
	const post = async (body: string): Promise<{ access_token?: string } | 'again' | undefined> => {
		try {
			const { statusCode, body: answer } = (await httpRequest({
				method: 'POST',
				url: tokenUrl,
				headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
				body,
				json: true,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				timeout: 15_000,
			})) as { statusCode: number; body: { access_token?: unknown } };
			if (statusCode === 200 && typeof answer?.access_token === 'string') {
				return { access_token: answer.access_token };
			}
			refusal = explainTokenError(statusCode, answer).message;
			return statusCode === 429 || statusCode >= 500 ? 'again' : undefined;
		} catch (error) {
			refusal = `No answer from ${new URL(tokenUrl).host}: ${describeNetworkError(error)}. Check the network, proxy and endpoint of this n8n.`;
			return 'again';
		}
	};
	// A hiccup here must not end a campaign half way.
	const request = async ({ data }: { data?: URLSearchParams }) => {
		for (const wait of [500, 1500, undefined]) {
			const answer = await post(String(data));
			if (answer !== 'again') return { data: answer ?? {} };
			if (wait !== undefined) await sleep(wait);
		}
		return { data: {} };
	};
	const { access_token: accessToken } = await new GoogleToken({
		email: key.clientEmail,
		key: key.privateKey,
		scope: [MESSAGING_SCOPE, MANAGEMENT_SCOPE],
		// The library fixes the audience to Google's; elsewhere the assertion must be worthless there.
		additionalClaims: { aud: tokenUrl },
		transporter: { request: request as never },
	}).getToken();
	if (accessToken === undefined) throw new UserError(refusal ?? 'No access token was issued.');
	return accessToken;
}

/**
 * What a token was made for. It is kept in front of the token, because n8n keeps a token when key or
 * endpoint are changed: it must go neither to another place nor act for another account.
 */
function purposeOf({ privateKeyJson, endpoint, baseUrl }: ICredentialDataDecryptedObject): string {
	const parts = JSON.stringify([privateKeyJson, endpoint, endpoint === 'custom' ? baseUrl : '']);
	return createHash('sha256').update(parts).digest('hex').slice(0, 16);
}

/** The stored token, if it was made for this key and endpoint. */
function tokenFor(credentials: ICredentialDataDecryptedObject): string {
	const stored = String(credentials.accessToken ?? '');
	const purpose = `${purposeOf(credentials)}:`;
	// Anything refused with 401 makes n8n mint a new one.
	return stored.startsWith(purpose) ? stored.slice(purpose.length) : 'renew';
}

/** Says what to do about a bad field; the credential test shows nothing but the message. */
function asUserError(error: unknown): unknown {
	return error instanceof RbmInputError ? new UserError(`${error.message}. ${error.fix}`) : error;
}

/**
 * A Google service-account key of an RBM partner, and the client token of its webhooks. The access
 * token made from it opens the messaging and the management API.
 */
export class RbmServiceAccountApi implements ICredentialType {
	name = 'rbmServiceAccountApi';

	displayName = 'RCS Business Messaging Service Account API';

	icon: Icon = { light: 'file:../nodes/Rbm/rbm.svg', dark: 'file:../nodes/Rbm/rbm.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-rcs/n8n-nodes-rcs-business-messaging#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Service Account Key',
			name: 'privateKeyJson',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. {"type": "service_account", "client_email": "…", "private_key": "…"}',
			description:
				'The whole content of the JSON key file. In the RCS for Business Developer Console open Settings, then Service account, then Create key.',
		},
		{
			displayName: 'Webhook Client Token',
			name: 'webhookClientToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only for the trigger: any long random text of your choice. Google signs events with it, which proves that they come from Google. If you register the webhook by hand, enter the same text in the console.',
		},
		{
			displayName: 'Previous Client Token',
			name: 'previousClientToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only while you change the token: the old one, which Google still signs with until the console has the new one',
		},
		{
			displayName: 'Endpoint',
			name: 'endpoint',
			type: 'options',
			options: [
				{ name: 'Google', value: 'google' },
				{ name: 'Custom Base URL', value: 'custom' },
			],
			default: 'google',
			description: 'Where calls go. A custom base URL is for the local emulator.',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: [
				{
					name: 'Automatic',
					value: 'auto',
					description: "The region nearest to each recipient, by the number's country code",
				},
				{ name: 'Americas', value: 'us' },
				{ name: 'Asia Pacific', value: 'asia' },
				{ name: 'Europe, Middle East and Africa', value: 'europe' },
			],
			default: 'auto',
			displayOptions: { show: { endpoint: ['google'] } },
			description: "Which of Google's regional endpoints to use",
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. http://127.0.0.1:8090',
			displayOptions: { show: { endpoint: ['custom'] } },
			description: 'Serves messaging, management and tokens alike, as the emulator does',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		try {
			const key = parseServiceAccountKey(credentials.privateKeyJson);
			const endpoint = toEndpoint(credentials);
			const token = await mintToken(key, endpoint, this.helpers.httpRequest);
			return { accessToken: `${purposeOf(credentials)}:${token}` };
		} catch (error) {
			throw asUserError(error);
		}
	}

	/** A function, not an expression: faster, and independent of the expression engine. */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => ({
		...requestOptions,
		headers: {
			...requestOptions.headers,
			Authorization: `Bearer ${tokenFor(credentials)}`,
		},
	});

	/**
	 * n8n mints a fresh token before the test, which already tells a good key from a bad one. The
	 * call itself proves that the token is taken. A 403 passes: it means that the management API is
	 * not enabled for the key, and all but the agent list works without it.
	 */
	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{$credentials.endpoint === "custom" ? $credentials.baseUrl.replace(/\\/+$/, "") : "https://businesscommunications.googleapis.com"}}',
			url: '/v1/brands',
			qs: { pageSize: 1 },
			ignoreHttpStatusErrors: { ignore: true, except: [400, 401, 404, 429, 500, 502, 503, 504] },
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message: 'The key is fine, but the platform refused its token. Try again in a minute.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message: 'The key is fine, but nothing at this base URL speaks RCS Business Messaging.',
				},
			},
		],
	};
}
