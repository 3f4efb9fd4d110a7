/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Modules we have no use for: `mcp-registry` calls n8n's servers, the rest slows the start down. */
const UNWANTED_MODULES = [
	...['agents', 'breaking-changes', 'chat-hub', 'external-secrets', 'insights', 'instance-ai'],
	...['ldap', 'log-streaming', 'mcp', 'mcp-registry', 'otel', 'provisioning', 'quick-connect'],
	...['source-control', 'sso-oidc', 'sso-saml', 'token-exchange', 'workflow-builder'],
];

/** What a program needs of the surroundings; anything else, other n8n settings above all, stays out. */
const INHERITED = ['PATH', 'Path', 'LANG', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'ComSpec'];

/** n8n refuses to start over a module name it does not know, and the names change with its version. */
function unwantedModules(hostFolder: string): string {
	// pnpm links n8n from elsewhere, and its dependencies are beside the real one.
	const manifest = realpathSync(join(hostFolder, 'node_modules/n8n/package.json'));
	const fromN8n = createRequire(manifest);
	const common = dirname(fromN8n.resolve('@n8n/backend-common'));
	const source = readFileSync(join(common, 'modules/modules.config.js'), 'utf8');
	const list = /MODULE_NAMES = \[([^\]]*)\]/.exec(source)?.[1] ?? '';
	const known = new Set(Array.from(list.matchAll(/'([\w-]+)'/g), ([, name]) => name));
	return UNWANTED_MODULES.filter((name) => known.has(name)).join(',');
}

export interface EnvironmentOptions {
	hostFolder: string;
	/** Holds all that n8n writes, in `.n8n`. */
	userFolder: string;
	port: number;
	/** Where n8n listens for code runners; two n8n on one machine need two. */
	brokerPort: number;
}

/** Settings for an n8n that listens on this machine only and talks to nobody outside. */
export function n8nEnvironment(options: EnvironmentOptions): Record<string, string> {
	const inherited = INHERITED.flatMap((name) => {
		const value = process.env[name];
		return value === undefined ? [] : [[name, value] as const];
	});
	return {
		...Object.fromEntries(inherited),
		NODE_ENV: 'production',

		HOME: options.userFolder,
		USERPROFILE: options.userFolder,
		N8N_USER_FOLDER: options.userFolder,
		N8N_ENCRYPTION_KEY: 'only-for-demo-and-tests',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		GENERIC_TIMEZONE: 'UTC',
		N8N_LOG_LEVEL: 'info',

		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(options.port),
		N8N_WEBHOOK_URL: `http://127.0.0.1:${options.port}/`,
		// The browser would not send a secure cookie over http.
		N8N_SECURE_COOKIE: 'false',

		// Everything that asks or tells a server of n8n.
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_AI_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_LICENSE_SERVER_URL: 'http://127.0.0.1:9',
		N8N_DISABLED_MODULES: unwantedModules(options.hostFolder),

		// Said explicitly, because n8n warns about relying on their defaults.
		N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_RUNNERS_TASK_TIMEOUT: '60',
		N8N_COMPRESSION_NODE_MAX_DECOMPRESSED_SIZE_BYTES: '268435456',
		N8N_COMPRESSION_NODE_MAX_ZIP_ENTRIES: '1000',

		// No processes besides n8n's own; the Code node does not work this way.
		N8N_RUNNERS_MODE: 'external',
		N8N_RUNNERS_AUTH_TOKEN: 'only-for-demo-and-tests',
		N8N_RUNNERS_BROKER_PORT: String(options.brokerPort),

		// Otherwise activating a workflow returns before its webhook exists.
		N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false',
	};
}
