/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reason: runs at build time, never inside n8n */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
	name: string;
	version: string;
	license: string;
}

/** The folders of the packages that a bundle's input files come from. */
function packageFolders(inputs: string[]): string[] {
	const folders = inputs.flatMap(
		(input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? [],
	);
	return [...new Set(folders)].sort();
}

function licenseOf(folder: string): string {
	const { name, version, license } = JSON.parse(
		readFileSync(join(folder, 'package.json'), 'utf8'),
	) as Manifest;
	const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
	if (file === undefined) throw new Error(`${name} ships no licence text; bundling it needs one.`);
	return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}

/** Writes the licence of every package found in a bundle: passing its code on obliges us to. */
export function writeLicenses(root: string, inputs: string[], file: string): void {
	const texts = packageFolders(inputs).map((folder) => licenseOf(join(root, folder)));
	const intro = 'The files beside this one contain code of the following packages.\n';
	writeFileSync(file, [intro, ...texts].join(`\n${'='.repeat(80)}\n\n`));
}
