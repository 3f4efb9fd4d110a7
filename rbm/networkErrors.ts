const DESCRIPTIONS: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ECONNRESET: 'the connection was closed',
	ECONNABORTED: 'the request took too long',
	ENOTFOUND: 'the host name was not found',
	EAI_AGAIN: 'the host name could not be looked up',
	ETIMEDOUT: 'the request took too long',
	EHOSTUNREACH: 'the host cannot be reached',
	ENETUNREACH: 'the network cannot be reached',
};

/**
 * Says in words why a request got no answer. The codes themselves stay out of it: n8n replaces a
 * text that holds one by a general sentence.
 */
export function describeNetworkError(error: unknown): string {
	return DESCRIPTIONS[networkErrorCode(error) ?? ''] ?? 'the request failed';
}

/** The system's code for a failed request, found on the error or on what caused it. */
export function networkErrorCode(error: unknown): string | undefined {
	for (let current = error, depth = 0; current && depth < 5; depth++) {
		const { code, cause } = current as { code?: unknown; cause?: unknown };
		if (typeof code === 'string') return code;
		current = cause;
	}
	return undefined;
}
