/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import { join, resolve } from 'node:path';

import { findNode } from '../scripts/n8n/nodeBinary';
import { HOST_FOLDER } from './workers/worker';

function version(folder: string): string {
	const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
		version: string;
	};
	return manifest.version;
}

/** What the figures depend on, a line each: this machine and the versions on it. */
export function circumstances(): string[] {
	const root = resolve(__dirname, '..');
	const node = execFileSync(findNode(HOST_FOLDER), ['--version'], { encoding: 'utf8' }).trim();
	const model = cpus()[0]?.model.trim() || 'unknown processor';
	const memory = Math.round(totalmem() / 2 ** 30);
	return [
		`Machine: ${availableParallelism()} cores (${model}), ${memory} GiB, ${platform()} ${arch()}`,
		`Node ${node}, n8n ${version(join(HOST_FOLDER, 'node_modules/n8n'))}, n8n-core ${version(join(root, 'node_modules/n8n-core'))}`,
		`This package: ${version(root)}`,
		`Date: ${new Date().toISOString().slice(0, 10)}`,
	];
}
