import { createEmulator, type Emulator, type EmulatorOptions } from '../../emulator/emulator';
import { emulatorCredential } from '../../scripts/emulatorCredential';
import { controlEmulator } from './controlEmulator';
import { CredentialStore } from './credentials';
import { loadPackage, type LoadedPackage } from './loader';

/** Phones and agents of the emulator's seed, by what they are good for. */
export const ANNA = '+4915112345678';
export const BRUNO = '+33612345678';
export const CAROL = '+14155550123';
/** Has no RCS. */
export const DEV = '+919876543210';
export const AGENT = 'acme_support_agent';
export const CLIENT_TOKEN = 'the client token of the test webhook';

/** The emulator on a free port, the built package, and a credential for one at the other. */
export interface Setup {
	emulator: Emulator;
	package: LoadedPackage;
	/** A fresh credential, without a token unless one is given. */
	credential: (change?: Record<string, string>) => Promise<CredentialStore>;
	/** Calls the emulator's control API. */
	control: (method: string, path: string, body?: object) => Promise<unknown>;
	close: () => Promise<void>;
}

/** Starts everything an in-process test needs. */
export async function setUp(options: EmulatorOptions = {}): Promise<Setup> {
	const emulator = await createEmulator({ port: 0, ...options });
	const loaded = await loadPackage();
	const control = async (method: string, path: string, body?: object) =>
		await controlEmulator(emulator, method, path, body);
	return {
		emulator,
		package: loaded,
		control,
		credential: async (change = {}) =>
			new CredentialStore(loaded.credentialType('rbmServiceAccountApi'), {
				...emulatorCredential(emulator, CLIENT_TOKEN).data,
				...change,
			}),
		close: async () => await emulator.close(),
	};
}
