/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- reason: runs beside n8n, never inside it */
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';

import { DEMO_OWNER, startDemo, type Demo } from './startDemo';

const ROOT = resolve(__dirname, '..');

function port(name: string, otherwise: number): number {
	const text = process.env[name];
	const value = text ? Number(text) : otherwise;
	if (Number.isInteger(value) && value > 0 && value < 65_536) return value;
	throw new Error(`${name} must be a port number, not "${text}"`);
}

function describe({ n8n, emulator, formUrl }: Demo): string {
	return `
  The demo is up.

  Phones   ${emulator.url}
           Pick a phone, open Acme Support and write "hi".

  n8n      ${n8n.url}
           ${DEMO_OWNER.email} / ${DEMO_OWNER.password}

  Form     ${formUrl}
           Sends by RCS with an expiry. Switch the phone offline first and watch
           the fallback branch in n8n's executions 15 seconds later.

  Ctrl-C ends it. What you change in n8n is kept; "npm start -- --fresh" starts over.
`;
}

async function main(): Promise<void> {
	const userFolder = resolve(ROOT, '.demo');
	if (process.argv.includes('--fresh')) rmSync(userFolder, { recursive: true, force: true });

	console.log('Starting the emulator and n8n …');
	const starting = startDemo({
		root: ROOT,
		userFolder,
		n8nPort: port('N8N_PORT', 5678),
		emulatorPort: port('EMULATOR_PORT', 8090),
		onProgress: (line) => console.log(line),
	});

	let ending = false;
	const end = async () => {
		if (ending) return;
		ending = true;
		console.log('\nEnding …');
		await starting.then(async (demo) => await demo.stop()).catch(() => {});
		process.exit();
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => void end());
	}

	const demo = await starting;
	if (ending) return;
	console.log(describe(demo));
	await demo.n8n.exited;
	if (ending) return;
	console.error(`n8n ended by itself. The end of its log:\n${demo.n8n.log().slice(-2000)}`);
	process.exitCode = 1;
	await demo.stop();
}

main().catch((error: Error) => {
	console.error(`\n${error.message}\n`);
	process.exit(1);
});
