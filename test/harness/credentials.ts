import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';

/**
 * n8n's CredentialsHelper lives in its server and needs a database; this is its behaviour on a plain
 * object: `preAuthentication` runs when the expirable field is empty or the token was refused, and
 * what it returns is stored for the next request.
 */
export class CredentialStore {
	constructor(
		private readonly type: ICredentialType,
		/** What is stored, the access token included. */
		readonly data: ICredentialDataDecryptedObject,
	) {}

	private async mint(helpers: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const output = await this.type.preAuthentication!.call(helpers, credentials);
		return output as ICredentialDataDecryptedObject;
	}

	/** The part of n8n's helper that the engine calls. */
	asHelper(): ICredentialsHelper {
		const helper = {
			getParentTypes: () => [],
			isCredentialUsableByNode: () => true,
			getCredentialsProperties: () => this.type.properties,
			getDecrypted: async () => ({ ...this.data }),
			authenticate: async (
				credentials: ICredentialDataDecryptedObject,
				_type: string,
				options: IHttpRequestOptions,
			) => {
				const { authenticate } = this.type;
				if (typeof authenticate !== 'function') throw new Error('authenticate is a function');
				return await authenticate(credentials, options);
			},
			preAuthentication: async (
				helpers: IHttpRequestHelper,
				credentials: ICredentialDataDecryptedObject,
				_type: string,
				_node: unknown,
				expired: boolean,
			) => {
				if (credentials.accessToken && !expired) return undefined;
				const output = await this.mint(helpers, credentials);
				Object.assign(this.data, output);
				return output;
			},
		};
		return helper as unknown as ICredentialsHelper;
	}
}
