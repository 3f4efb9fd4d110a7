/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- reason: runs beside n8n, never inside it */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { freePort } from '../../scripts/n8n';
import { startDemo, type Demo } from '../../scripts/startDemo';

/** Phones of the emulator's seed. */
export const ANNA = '+4915112345678';
export const BRUNO = '+33612345678';
export const CAROL = '+14155550123';
/** Has no RCS. */
export const DEV = '+919876543210';

/** The demo as `npm start` makes it, on free ports and in a folder that goes with it. */
export async function startTestDemo(): Promise<Demo> {
	const userFolder = mkdtempSync(join(tmpdir(), 'demo-e2e-'));
	const remove = () => rmSync(userFolder, { recursive: true, force: true, maxRetries: 3 });
	try {
		const root = resolve(__dirname, '../..');
		const demo = await startDemo({ root, userFolder, n8nPort: await freePort(), emulatorPort: 0 });
		const stop = async () => {
			await demo.stop();
			remove();
		};
		return { ...demo, stop };
	} catch (error) {
		remove();
		throw error;
	}
}
