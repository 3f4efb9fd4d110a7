/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- reason: runs beside n8n, never inside it */
/**
 * Runs the checks of n8n's own scanner, which the registry of verified packages runs after a
 * release, on this working copy: on the sources, and on the packed package. Needs no network.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { packPackage, type PackedPackage } from './build/pack';

const root = resolve(__dirname, '..');

/** The scanner's own patterns for the source repository and for the published tarball. */
const SOURCE = ['package.json', '{nodes,credentials}/**/*.{js,ts,json}'];
const TARBALL = ['**/*.js', 'package.json'];

function kilobytes(bytes: number): string {
	return `${(bytes / 1024).toFixed(1)} kB`;
}

/** Dependencies would keep the package off n8n Cloud, and the bundle makes them needless. */
function dependencyFindings({ folder }: PackedPackage): string[] {
	const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
		string,
		unknown
	>;
	return ['dependencies', 'optionalDependencies', 'bundleDependencies']
		.filter((field) => manifest[field] !== undefined)
		.map((field) => `The packed package.json has "${field}"; it must have none.`);
}

async function lintFindings(folder: string, patterns: string[]): Promise<string[]> {
	const { analyzePackage } = await import('@n8n/scan-community-package/scanner/scanner.mjs');
	const { passed, message, details } = await analyzePackage(folder, patterns);
	return passed && message === undefined ? [] : [details ?? message ?? 'The scan failed.'];
}

async function main(): Promise<void> {
	const temporary = mkdtempSync(join(tmpdir(), 'scan-'));
	try {
		const packed = packPackage(root, temporary);
		const files = packed.files.map(({ path, size }) => `${path} ${kilobytes(size)}`).join(', ');
		console.log(`${packed.name}@${packed.version}, ${kilobytes(packed.size)} packed: ${files}`);

		const findings = [
			...dependencyFindings(packed),
			...(await lintFindings(root, SOURCE)),
			...(await lintFindings(packed.folder, TARBALL)),
		];
		findings.forEach((finding) => console.error(finding));
		if (findings.length > 0) process.exitCode = 1;
		else console.log("n8n's scanner finds nothing, in the sources or in the packed package.");
	} finally {
		rmSync(temporary, { recursive: true, force: true });
	}
}

void main();
