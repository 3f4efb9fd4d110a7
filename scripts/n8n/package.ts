/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packPackage } from '../build/pack';

function writeJson(file: string, value: unknown): void {
	writeFileSync(file, JSON.stringify(value, null, 2));
}

/**
 * Installs the built package of `root` as n8n's own installer would: packed by npm, stripped of
 * every kind of dependency but the plain ones, and entered in n8n's list. Of the plain ones there
 * are none, so nothing has to be fetched.
 *
 * @returns the folder n8n loads it from
 */
export function installPackage(root: string, userFolder: string): string {
	const nodes = join(userFolder, '.n8n/nodes');
	const temporary = mkdtempSync(join(tmpdir(), 'pack-'));
	try {
		const { folder, name, version } = packPackage(root, temporary);
		const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
			string,
			unknown
		>;
		for (const kind of ['devDependencies', 'peerDependencies', 'optionalDependencies']) {
			delete manifest[kind];
		}
		writeJson(join(folder, 'package.json'), manifest);

		const target = join(nodes, 'node_modules', name);
		rmSync(target, { recursive: true, force: true });
		mkdirSync(target, { recursive: true });
		cpSync(folder, target, { recursive: true });
		const dependencies = { [name]: version };
		writeJson(join(nodes, 'package.json'), {
			name: 'installed-nodes',
			private: true,
			dependencies,
		});
		return target;
	} finally {
		rmSync(temporary, { recursive: true, force: true });
	}
}
