/** Why no access token came back; each calls for something else from the person. */
export type TokenErrorKind = 'keyRejected' | 'accountGone' | 'clock' | 'unexpected';

/** One sentence per kind, for the credential test and for failing nodes. */
const SENTENCES: Record<TokenErrorKind, string> = {
	keyRejected:
		'Google rejected this key: it was deleted or belongs to another account. Create a new key and paste it.',
	accountGone:
		'The service account of this key is disabled or deleted. Enable it, or use a key of another account.',
	clock:
		'Google refused the time on the request: the clock of this n8n server is wrong. Set it, then test again.',
	unexpected: 'The token endpoint did not issue a token. Check the endpoint and try again.',
};

function kindOf(error: string, description: string): TokenErrorKind {
	if (/disabled|deleted|account not found/i.test(`${error} ${description}`)) return 'accountGone';
	if (/reasonable timeframe|short-lived|\biat\b|\bexp\b/i.test(description)) return 'clock';
	if (error === 'invalid_grant' || error === 'invalid_client') return 'keyRejected';
	return 'unexpected';
}

/**
 * Explains an answer of Google's token endpoint other than 200. Google's texts are not a contract;
 * the ones matched here were seen in reports: "Invalid JWT Signature.", "Invalid JWT: Token must be
 * a short-lived token (60 minutes) and in a reasonable timeframe…", "Invalid grant: account not
 * found", "Robot is disabled.", `disabled_client`.
 *
 * @param body the parsed JSON answer, or whatever came instead
 */
export function explainTokenError(
	status: number,
	body: unknown,
): { kind: TokenErrorKind; message: string } {
	const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
	const error = typeof fields.error === 'string' ? fields.error : '';
	const description = typeof fields.error_description === 'string' ? fields.error_description : '';
	const kind = kindOf(error, description);
	const detail = [error, description].filter(Boolean).join(': ') || `HTTP ${status}`;
	return { kind, message: `${SENTENCES[kind]} (${detail.slice(0, 200)})` };
}
