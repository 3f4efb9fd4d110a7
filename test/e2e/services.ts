/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- reason: runs beside n8n, never inside it */
import { execFileSync, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { freePort, waitFor } from '../../scripts/n8n';

/** A server that n8n needs, on a free port of this machine and with nothing in it. */
export interface Service {
	port: number;
	/** Ends it and removes all it wrote. */
	stop(): Promise<void>;
}

/** Debian keeps the programs of PostgreSQL apart, in a folder for each version. */
const POSTGRES_VERSIONS = '/usr/lib/postgresql';

function findProgram(name: string, debianPackage: string): string {
	const versions = existsSync(POSTGRES_VERSIONS) ? readdirSync(POSTGRES_VERSIONS) : [];
	const folders = [
		...(process.env.PATH ?? '').split(delimiter),
		...versions.map((version) => join(POSTGRES_VERSIONS, version, 'bin')),
	];
	const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
	if (found !== undefined) return found;
	throw new Error(
		`The test of queue mode needs ${name}. On Debian: apt-get install ${debianPackage}; elsewhere put it on the PATH.`,
	);
}

/** PostgreSQL refuses to run as root. */
function postgresUser(): Pick<SpawnOptions, 'uid' | 'gid'> {
	if (process.getuid?.() !== 0) return {};
	const idOf = (flag: string) =>
		Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
	return { uid: idOf('-u'), gid: idOf('-g') };
}

/** Runs a server until it is told to stop, and waits until it takes connections. */
async function startService(
	program: string,
	args: string[],
	{ port, folder, ...options }: { port: number; folder: string } & SpawnOptions,
): Promise<Service> {
	const child = spawn(program, args, { ...options, cwd: folder, stdio: 'ignore' });
	const ended = once(child, 'close');
	const stop = async () => {
		child.kill('SIGINT');
		await ended;
		rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	};
	try {
		await waitFor(
			async () => {
				if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
				const socket = connect(port, '127.0.0.1');
				await once(socket, 'connect');
				socket.destroy();
				return true;
			},
			{ what: `${program} on port ${port}` },
		);
	} catch (error) {
		await stop();
		throw error;
	}
	return { port, stop };
}

/** The queue. */
export async function startRedis(): Promise<Service> {
	const port = await freePort();
	const folder = mkdtempSync(join(tmpdir(), 'redis-e2e-'));
	return await startService(
		findProgram('redis-server', 'redis-server'),
		['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
		{ port, folder },
	);
}

/** The database; user and database are both called postgres, without a password. */
export async function startPostgres(): Promise<Service> {
	const port = await freePort();
	const folder = mkdtempSync(join(tmpdir(), 'postgres-e2e-'));
	const user = postgresUser();
	if (user.uid !== undefined) chownSync(folder, user.uid, user.gid!);
	const data = join(folder, 'data');
	execFileSync(
		findProgram('initdb', 'postgresql'),
		['-D', data, '--auth=trust', '--username=postgres', '--encoding=UTF8', '--no-sync'],
		{ ...user, cwd: folder, stdio: 'ignore' },
	);
	// No files outside the folder: a socket's place is a system folder otherwise.
	const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=off'];
	return await startService(
		findProgram('postgres', 'postgresql'),
		['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
		{ port, folder, ...user },
	);
}
