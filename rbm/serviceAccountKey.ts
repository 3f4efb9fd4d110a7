import { createPrivateKey } from 'node:crypto';

import { RbmInputError } from './inputError';

/** What is needed of a Google service-account key file. */
export interface ServiceAccountKey {
	clientEmail: string;
	/** PEM with real line breaks, checked to be a readable RSA key. */
	privateKey: string;
	projectId?: string;
	privateKeyId?: string;
}

const FIELD = 'Service Account Key';
const WHERE =
	'In the RCS for Business Developer Console open Settings → Service account → Create key, and paste the whole content of the downloaded .json file.';

function invalid(problem: string, fix = WHERE): RbmInputError {
	return new RbmInputError(FIELD, problem, fix);
}

/**
 * Other things people paste, recognised by what they look like. The text itself is never quoted:
 * it may be a secret.
 */
function describeWrongPaste(text: string): RbmInputError {
	if (text.startsWith('{')) {
		return invalid(
			'the JSON is incomplete or damaged',
			`Copy the file from the first { to the last }. ${WHERE}`,
		);
	}
	if (text.includes('-----BEGIN')) {
		return invalid('this is only the private key, not the whole key file');
	}
	if (/^[\w.-]+@[\w.-]+$/.test(text)) {
		return invalid('this is the e-mail address of the account, not its key file');
	}
	if (/^AIza/.test(text)) return invalid('this is a Google API key, not a service account key');
	return invalid('this is not JSON');
}

/** Escaped, missing or folded line breaks all happen between a console and a form. */
function normalisePem(pem: string): string {
	const unescaped = pem.replace(/\\r/g, '').replace(/\\n/g, '\n').trim();
	const parts = /^-----BEGIN ([A-Z ]+)-----([\s\S]*)-----END \1-----$/.exec(unescaped);
	if (!parts) return unescaped;
	const body = parts[2]!.replace(/\s+/g, '').replace(/(.{64})/g, '$1\n');
	return `-----BEGIN ${parts[1]}-----\n${body.trimEnd()}\n-----END ${parts[1]}-----\n`;
}

function isRsaKey(pem: string): boolean {
	try {
		return createPrivateKey(pem).asymmetricKeyType === 'rsa';
	} catch {
		return false;
	}
}

/**
 * Reads a pasted service-account key file.
 *
 * @throws RbmInputError saying what was pasted instead; it never quotes the text
 */
export function parseServiceAccountKey(pasted: unknown): ServiceAccountKey {
	const text = typeof pasted === 'string' ? pasted.trim() : '';
	if (text === '') throw invalid('nothing was pasted');

	let key: unknown;
	try {
		key = JSON.parse(text);
	} catch {
		key = undefined;
	}
	if (key === undefined) throw describeWrongPaste(text);
	if (typeof key !== 'object' || key === null || Array.isArray(key)) {
		throw invalid('this JSON is not a key file');
	}

	const fields = key as Record<string, unknown>;
	if ('installed' in fields || 'web' in fields) {
		throw invalid('this is an OAuth client file, not a service account key');
	}
	if (fields.type === 'authorized_user') {
		throw invalid('this is a personal login ("authorized_user"), not a service account key');
	}
	if (fields.type !== undefined && fields.type !== 'service_account') {
		throw invalid('this JSON is another kind of key: its "type" is not "service_account"');
	}
	const { client_email: clientEmail, private_key: privateKey } = fields;
	if (typeof clientEmail !== 'string' || !clientEmail.includes('@')) {
		throw invalid('the field "client_email" is missing');
	}
	if (typeof privateKey !== 'string' || privateKey.trim() === '') {
		throw invalid('the field "private_key" is missing');
	}
	const pem = normalisePem(privateKey);
	if (!isRsaKey(pem)) {
		throw invalid('the private key in it is damaged: it cannot be read as an RSA key');
	}
	return {
		clientEmail,
		privateKey: pem,
		...(typeof fields.project_id === 'string' && { projectId: fields.project_id }),
		...(typeof fields.private_key_id === 'string' && { privateKeyId: fields.private_key_id }),
	};
}
