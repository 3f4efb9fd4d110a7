import type { ServiceAccount } from '../auth/serviceAccount';
import type { TokenStore } from '../auth/tokenStore';
import type { Clock } from '../clock';
import type { FileStore } from '../files/fileStore';
import type { Origins } from '../files/origins';
import type { Platform } from '../platform/platform';
import type { RandomBytes } from '../random';
import type { EmulatorView } from '../view';
import type { Webhooks } from '../webhook/webhooks';
import type { EventStream } from './eventStream';
import type { CallCounter } from './calls';
import type { Faults } from './faults';
import type { Settings } from './settings';

/** What the routes work on; one set per emulator. */
export interface Services {
	clock: Clock;
	random: RandomBytes;
	account: ServiceAccount;
	tokens: TokenStore;
	platform: Platform;
	webhooks: Webhooks;
	faults: Faults;
	calls: CallCounter;
	files: FileStore;
	origins: Origins;
	settings: Settings;
	stream: EventStream;
	view(): EmulatorView;
	/** Aborted when the emulator closes. */
	closing: AbortSignal;
	/** Where a fault of the emulator itself is told. */
	log(line: string): void;
}
