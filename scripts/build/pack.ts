/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The package as users get it, unpacked, and what npm says about it. */
export interface PackedPackage {
	folder: string;
	name: string;
	version: string;
	/** Bytes of the tarball. */
	size: number;
	files: Array<{ path: string; size: number }>;
}

function npm(args: string[], cwd: string): string {
	const running = process.env.npm_execpath;
	if (running !== undefined && basename(running) === 'npm-cli.js') {
		return execFileSync(process.execPath, [running, ...args], { cwd, encoding: 'utf8' });
	}
	// npm is a .cmd file on Windows, and only a shell starts those.
	const shell = process.platform === 'win32';
	return execFileSync('npm', args, { cwd, encoding: 'utf8', shell });
}

/**
 * Makes the tarball that `npm publish` would upload and unpacks it into `destination/package`.
 * Needs a build, no network.
 */
export function packPackage(root: string, destination: string): PackedPackage {
	if (!readdirSync(root).includes('dist')) {
		throw new Error('There is no dist folder to pack. Run "npm run build" first.');
	}
	mkdirSync(join(destination, 'package'), { recursive: true });
	const args = ['pack', root, '--json', '--ignore-scripts', '--loglevel=error'];
	const [info] = JSON.parse(npm(args, destination)) as [
		Omit<PackedPackage, 'folder'> & { filename: string },
	];
	// Paths relative to the working folder: some tars take the colon of C: for a host name.
	execFileSync('tar', ['-xzf', info.filename, '-C', 'package', '--strip-components=1'], {
		cwd: destination,
	});
	return { ...info, folder: join(destination, 'package') };
}
