import { createHash, generateKeyPair } from 'node:crypto';

/** The project that pretends to own everything here. */
export const PROJECT_ID = 'rbm-emulator';
export const PROJECT_NUMBER = '100000000001';

/** The emulator's one service account. */
export interface ServiceAccount {
	clientEmail: string;
	clientId: string;
	privateKeyId: string;
	/** PKCS#8 PEM, as in Google's key files. */
	privateKey: string;
	/** SPKI PEM, to verify assertions. */
	publicKey: string;
}

/**
 * Makes a service account with a fresh RSA key.
 *
 * @param modulusLength bits of the key; Google's have 2048
 */
export function createServiceAccount(modulusLength: number): Promise<ServiceAccount> {
	return new Promise((resolve, reject) => {
		generateKeyPair(
			'rsa',
			{
				modulusLength,
				publicKeyEncoding: { type: 'spki', format: 'pem' },
				privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
			},
			(error, publicKey, privateKey) => {
				if (error) return reject(error);
				resolve({
					clientEmail: `rbm-emulator@${PROJECT_ID}.iam.gserviceaccount.com`,
					clientId: '100000000000000000001',
					privateKeyId: createHash('sha1').update(publicKey).digest('hex'),
					privateKey,
					publicKey,
				});
			},
		);
	});
}

/**
 * The account as a Google service-account key file, all of its fields included.
 *
 * @param baseUrl where the emulator answers, without a trailing slash
 */
export function keyFile(account: ServiceAccount, baseUrl: string) {
	return {
		type: 'service_account',
		project_id: PROJECT_ID,
		private_key_id: account.privateKeyId,
		private_key: account.privateKey,
		client_email: account.clientEmail,
		client_id: account.clientId,
		auth_uri: 'https://accounts.google.com/o/oauth2/auth',
		token_uri: `${baseUrl}/token`,
		auth_provider_x509_cert_url: 'https://www.googleapis.com/oauth2/v1/certs',
		client_x509_cert_url: `https://www.googleapis.com/robot/v1/metadata/x509/${encodeURIComponent(account.clientEmail)}`,
		universe_domain: 'googleapis.com',
	};
}
