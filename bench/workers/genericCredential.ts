import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	ICredentialType,
	IHttpRequestOptions,
	INode,
	Workflow,
} from 'n8n-workflow';

import { CredentialStore } from '../../test/harness/credentials';

/**
 * A credential that says declaratively how a request is signed, as Twilio's and WhatsApp's do; its
 * expressions are evaluated for every request, as n8n's CredentialsHelper does.
 */
export class GenericCredential extends CredentialStore {
	constructor(
		private readonly credentialType: ICredentialType,
		data: ICredentialDataDecryptedObject,
	) {
		super(credentialType, data);
	}

	override asHelper(): ICredentialsHelper {
		const helper = {
			...super.asHelper(),
			preAuthentication: async () => undefined,
			authenticate: async (
				credentials: ICredentialDataDecryptedObject,
				_type: string,
				options: IHttpRequestOptions & Record<string, unknown>,
				workflow: Workflow,
				node: INode,
			) => {
				const { authenticate } = this.credentialType;
				if (typeof authenticate !== 'object') throw new Error('authenticate is declarative');
				const resolve = (value: unknown) =>
					workflow.expression.getSimpleParameterValue(
						node,
						value as string,
						'internal',
						{ $credentials: credentials },
						undefined,
						'',
					);
				for (const [part, values] of Object.entries(authenticate.properties)) {
					const target = { ...(options[part] as object) } as Record<string, unknown>;
					for (const [key, value] of Object.entries(values as object)) target[key] = resolve(value);
					options[part] = target;
				}
				return options;
			},
		};
		return helper as unknown as ICredentialsHelper;
	}
}
