/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { PackedPackage } from '../../scripts/build/pack';

/** What is loaded of a package, and what it weighs. */
export interface LoadedFiles {
	label: string;
	/** Every node and credential that n8n would load. */
	files: string[];
	/** Bytes of the tarball; a part of a larger package has none of its own. */
	tarball?: number;
	/** Bytes on disk, dependencies included. */
	installed?: number;
}

const QUIET = ['--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=0'];

function npm(args: string[], cwd: string): string {
	return execFileSync('npm', [...args, ...QUIET], {
		cwd,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'pipe'],
	});
}

function sizeOf(folder: string): number {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

/** The files that the `n8n` block of a package's package.json names. */
export function filesOf(folder: string): string[] {
	const { n8n } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	return [...n8n.credentials, ...n8n.nodes].map((file) => join(folder, file));
}

/** Our package as it was packed. */
export function ownPackage({ folder, name, version, size }: PackedPackage): LoadedFiles {
	const label = `**${name}** ${version}`;
	return { label, files: filesOf(folder), tarball: size, installed: sizeOf(folder) };
}

/**
 * Installs a package as n8n does, with its dependencies and without running scripts.
 *
 * @throws when the registry cannot be reached or does not have it
 */
export function installFromRegistry(name: string, version: string, parent: string): LoadedFiles {
	const folder = join(parent, name.replaceAll('/', '-'));
	mkdirSync(folder, { recursive: true });
	const [packed] = JSON.parse(npm(['pack', `${name}@${version}`, '--json'], folder)) as [
		{ filename: string; size: number },
	];
	const flags = ['--ignore-scripts', '--legacy-peer-deps', '--omit=dev', '--omit=optional'];
	npm(['install', `./${packed.filename}`, '--prefix', '.', ...flags], folder);
	return {
		label: `${name} ${version}`,
		files: filesOf(join(folder, 'node_modules', name)),
		tarball: packed.size,
		installed: sizeOf(join(folder, 'node_modules')),
	};
}
