import type { Clock } from '../clock';
import type { RandomBytes } from '../random';

/** Lifetime that Google states for service-account tokens. */
const LIFETIME_S = 3599;

/** The answer of the token endpoint (RFC 6749 §5.1). */
export interface TokenResponse {
	access_token: string;
	expires_in: number;
	token_type: 'Bearer';
}

/** The access tokens in circulation: opaque, each with its scopes and its end. */
export class TokenStore {
	private readonly tokens = new Map<string, { scopes: readonly string[]; expiresAt: number }>();

	constructor(
		private readonly clock: Clock,
		private readonly random: RandomBytes,
	) {}

	issue(scopes: readonly string[]): TokenResponse {
		const now = this.clock.now();
		for (const [token, { expiresAt }] of this.tokens) {
			if (expiresAt <= now) this.tokens.delete(token);
		}
		const token = `ya29.c.emulator-${this.random(32).toString('base64url')}`;
		this.tokens.set(token, { scopes, expiresAt: now + LIFETIME_S * 1000 });
		return { access_token: token, expires_in: LIFETIME_S, token_type: 'Bearer' };
	}

	/** The scopes of a token that is known and not over. */
	scopesOf(token: string): readonly string[] | undefined {
		const found = this.tokens.get(token);
		return found && found.expiresAt > this.clock.now() ? found.scopes : undefined;
	}

	/** Makes every token issued so far worthless. */
	expireAll(): void {
		this.tokens.clear();
	}
}
