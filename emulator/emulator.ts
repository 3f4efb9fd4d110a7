import { createServer } from './api/server';
import { CallCounter } from './api/calls';
import { EventStream } from './api/eventStream';
import { Faults } from './api/faults';
import { defaultSettings, strangerOf } from './api/settings';
import { createServiceAccount, keyFile } from './auth/serviceAccount';
import { TokenStore } from './auth/tokenStore';
import { realClock, scopedClock, type Clock } from './clock';
import { FileStore } from './files/fileStore';
import { Origins, type Fetch } from './files/origins';
import { Platform } from './platform/platform';
import { toView } from './platform/toView';
import { realRandom, type RandomBytes } from './random';
import { DEFAULT_SEED, type Seed } from './seed';
import type { EmulatorView } from './view';
import { Webhooks } from './webhook/webhooks';

export interface EmulatorOptions {
	/** 0, the default, takes a free one. */
	port?: number;
	/** Address to listen on; default 127.0.0.1. */
	host?: string;
	/** Default is the machine's time. */
	clock?: Clock;
	/** Default is the machine's randomness. */
	random?: RandomBytes;
	/** What there is at the start; default is one brand, two agents and four phones. */
	seed?: Seed;
	/** Bits of the service account's RSA key; default 2048, as Google's. */
	keyBits?: number;
	/** Divides the waits between tries of a webhook post; default 1. */
	timeScale?: number;
	/** Fetches files by URL, of this machine only; default is Node's. */
	fetch?: Fetch;
	/** Where faults of the emulator itself are told; default nowhere. */
	log?: (line: string) => void;
}

/** A running emulator. */
export interface Emulator {
	/** Base URL without a trailing slash; serves tokens, messaging, management, control and the page. */
	url: string;
	/** Content of the key file, as `/emulator/service-account.json` gives it. */
	serviceAccountKey: ReturnType<typeof keyFile>;
	platform: Platform;
	tokens: TokenStore;
	webhooks: Webhooks;
	faults: Faults;
	/** How often each endpoint was called, and what it answered. */
	calls: CallCounter;
	/** The state as the phone page sees it. */
	view(): EmulatorView;
	/** Stops listening, posting and every timer. */
	close(): Promise<void>;
}

/** How a listening address is written in a URL; one that means "all" is reached by loopback. */
function urlHost(host: string): string {
	if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
	return host.includes(':') ? `[${host}]` : host;
}

/**
 * Starts a local RBM platform.
 *
 * @throws the listen error, `EADDRINUSE` for one, when the port cannot be had
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const { port = 0, host = '127.0.0.1', random = realRandom, log = () => {} } = options;
	const clock = scopedClock(options.clock ?? realClock);
	const account = await createServiceAccount(options.keyBits ?? 2048);
	const tokens = new TokenStore(clock, random);
	const faults = new Faults(random);
	const calls = new CallCounter();
	const settings = defaultSettings();
	const closing = new AbortController();
	const files = new FileStore(clock, random);
	const origins = new Origins({ clock, fetch: options.fetch ?? fetch, closing: closing.signal });

	const changed = () => stream.changed();
	const view = () => toView(platform, (agentId) => webhooks.view(agentId));
	const stream = new EventStream(clock, () => JSON.stringify(view()));
	const webhooks = new Webhooks({ clock, random, timeScale: options.timeScale ?? 1, changed });
	const platform = new Platform({
		clock,
		random,
		seed: options.seed ?? DEFAULT_SEED,
		strangerOf: (phoneNumber) => strangerOf(settings, phoneNumber),
		changed,
		publish: (agentId, event, acknowledged) => webhooks.publish(agentId, event, acknowledged),
	});

	const app = await createServer({
		clock,
		random,
		account,
		tokens,
		platform,
		webhooks,
		faults,
		calls,
		files,
		origins,
		settings,
		stream,
		view,
		closing: closing.signal,
		log,
	});
	const { port: actualPort } = new URL(await app.listen({ port, host }));
	const url = `http://${urlHost(host)}:${actualPort}`;

	return {
		url,
		serviceAccountKey: keyFile(account, url),
		platform,
		tokens,
		webhooks,
		faults,
		calls,
		view,
		async close() {
			closing.abort();
			webhooks.stop();
			stream.stop();
			clock.stop();
			await app.close();
		},
	};
}
