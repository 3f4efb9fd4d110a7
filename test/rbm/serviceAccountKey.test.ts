import { createPublicKey, generateKeyPairSync } from 'node:crypto';

import { RbmInputError } from '../../rbm/inputError';
import { parseServiceAccountKey } from '../../rbm/serviceAccountKey';

const rsa = generateKeyPairSync('rsa', {
	modulusLength: 2048,
	privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const ec = generateKeyPairSync('ec', {
	namedCurve: 'P-256',
	privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	publicKeyEncoding: { type: 'spki', format: 'pem' },
});

const KEY = {
	type: 'service_account',
	project_id: 'rbm-acme',
	private_key_id: 'abc',
	private_key: rsa.privateKey,
	client_email: 'rbm@acme.iam.gserviceaccount.com',
};
const keyFile = (change: object = {}) => JSON.stringify({ ...KEY, ...change }, null, 2);

describe('a good key file', () => {
	it.each([
		['as downloaded', keyFile()],
		['with white space around', `\n  ${keyFile()}  \n`],
		['on one line, as a password field leaves it', keyFile().replace(/\n/g, '')],
		[
			'with doubly escaped line breaks',
			keyFile({ private_key: rsa.privateKey.replace(/\n/g, '\\n') }),
		],
		['with spaces for line breaks', keyFile({ private_key: rsa.privateKey.replace(/\n/g, ' ') })],
		['with Windows line breaks', keyFile({ private_key: rsa.privateKey.replace(/\n/g, '\r\n') })],
	])('%s', (_name, pasted) => {
		const key = parseServiceAccountKey(pasted);
		expect(key).toMatchObject({ clientEmail: KEY.client_email, projectId: 'rbm-acme' });
		expect(createPublicKey(key.privateKey).export({ type: 'spki', format: 'pem' })).toBe(
			rsa.publicKey,
		);
	});
});

describe('a wrong paste is told apart', () => {
	it.each([
		['nothing', '', 'nothing was pasted'],
		['not a string', undefined, 'nothing was pasted'],
		['prose', 'hello', 'this is not JSON'],
		['half the file', keyFile().slice(0, 200), 'incomplete or damaged'],
		['only the PEM', rsa.privateKey, 'only the private key'],
		['the e-mail', KEY.client_email, 'e-mail address'],
		['an API key', 'AIzaSyA-1234567890', 'Google API key'],
		['an array', '[]', 'not a key file'],
		['a JSON string', '"x"', 'not a key file'],
		['an OAuth client', '{"installed":{"client_id":"x"}}', 'OAuth client file'],
		['a web OAuth client', '{"web":{"client_id":"x"}}', 'OAuth client file'],
		['a personal login', keyFile({ type: 'authorized_user' }), 'personal login'],
		['another kind', keyFile({ type: 'external_account' }), 'another kind of key'],
		['no e-mail', keyFile({ client_email: undefined }), '"client_email" is missing'],
		['no private key', keyFile({ private_key: undefined }), '"private_key" is missing'],
		['empty private key', keyFile({ private_key: ' ' }), '"private_key" is missing'],
		['broken PEM', keyFile({ private_key: rsa.privateKey.slice(0, 400) }), 'damaged'],
		[
			'flipped characters in the PEM',
			keyFile({ private_key: rsa.privateKey.replace(/\n.{20}/, '\nAAAAAAAAAAAAAAAAAAAA') }),
			'damaged',
		],
		['an EC key', keyFile({ private_key: ec.privateKey }), 'damaged'],
	])('%s', (_name, pasted, problem) => {
		expect(() => parseServiceAccountKey(pasted)).toThrow(RbmInputError);
		expect(() => parseServiceAccountKey(pasted)).toThrow(problem);
	});

	it('never quotes what was pasted', () => {
		const secret = 'SECRETSECRETSECRET';
		for (const pasted of [secret, `{"private_key":"${secret}`, keyFile({ private_key: secret })]) {
			try {
				parseServiceAccountKey(pasted);
				throw new Error('accepted');
			} catch (error) {
				expect(JSON.stringify([String(error), error])).not.toContain(secret);
			}
		}
	});
});
