/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- reason: tests, never inside n8n */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { request, startEmulator, until } from './support/emulator';

/** Runs the command line as `pnpm run emulator` does, and collects what it says. */
function run(port: string) {
	const child = spawn(
		process.execPath,
		['--import', 'tsx', join(__dirname, '../../emulator/main.ts')],
		{ env: { ...process.env, PORT: port } },
	);
	const said = { out: '', err: '', code: undefined as number | null | undefined };
	child.stdout.on('data', (chunk) => (said.out += String(chunk)));
	child.stderr.on('data', (chunk) => (said.err += String(chunk)));
	child.on('close', (code) => (said.code = code));
	return { said, kill: (signal: NodeJS.Signals) => child.kill(signal) };
}

test('says where it is and ends on SIGTERM; says in one line that a port is taken, or is none', async () => {
	const { url: takenUrl } = await startEmulator();
	const { port } = new URL(takenUrl);
	const [good, taken, none] = [run('0'), run(port), run('many')];

	await until(() => good.said.out.includes('service-account.json'));
	const url = /^RBM emulator: (http:\/\/127\.0\.0\.1:\d+)$/m.exec(good.said.out)![1]!;
	expect(good.said.out).toContain(`Service account key: ${url}/emulator/service-account.json`);
	expect((await request(`${url}/emulator/state`)).status).toBe(200);
	good.kill('SIGTERM');

	await until(() => [good, taken, none].every(({ said }) => said.code !== undefined));
	expect(good.said).toMatchObject({ code: 0, err: '' });
	expect(taken.said).toEqual({
		code: 1,
		out: '',
		err: `Port ${port} is in use. Stop what uses it, or set PORT to another one.\n`,
	});
	expect(none.said).toEqual({
		code: 1,
		out: '',
		err: 'PORT must be a number from 0 to 65535, not "many".\n',
	});
});
