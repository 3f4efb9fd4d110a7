/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- reason: runs beside n8n, never inside it */
import { createEmulator } from './emulator';

const DEFAULT_PORT = 8090;

function portOf(text: string | undefined): number | undefined {
	if (text === undefined || text === '') return DEFAULT_PORT;
	const port = Number(text);
	return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : undefined;
}

async function main(): Promise<void> {
	const port = portOf(process.env.PORT);
	if (port === undefined) {
		console.error(`PORT must be a number from 0 to 65535, not "${process.env.PORT}".`);
		process.exitCode = 1;
		return;
	}
	const emulator = await createEmulator({ port, log: (line) => console.error(line) });
	console.log(`RBM emulator: ${emulator.url}`);
	console.log(`Service account key: ${emulator.url}/emulator/service-account.json`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void emulator.close());
	}
}

main().catch((error: NodeJS.ErrnoException) => {
	const inUse = error.code === 'EADDRINUSE';
	console.error(
		inUse
			? `Port ${process.env.PORT || DEFAULT_PORT} is in use. Stop what uses it, or set PORT to another one.`
			: `The emulator cannot start: ${error.message}`,
	);
	process.exitCode = 1;
});
