/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reason: runs at build time, never inside n8n */
import { build, type BuildOptions } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { googleTokenAlias, googleTokenDefine, googleTokenStubs } from './googleToken';
import { writeLicenses } from './licenses';

interface N8nBlock {
	n8n: { nodes: string[]; credentials: string[] };
}

/** The sources of what package.json's `n8n` block lists, so the two cannot disagree. */
function registeredSources(root: string): string[] {
	const { n8n } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as N8nBlock;
	return [...n8n.nodes, ...n8n.credentials].map((path) =>
		path.replace(/^dist\//, '').replace(/\.js$/, '.ts'),
	);
}

/** How a node or credential becomes one CommonJS file that needs nothing but n8n-workflow. */
export const BUNDLE_OPTIONS = {
	bundle: true,
	platform: 'node',
	target: 'node20',
	format: 'cjs',
	// n8n serves this one to every package.
	external: ['n8n-workflow'],
	alias: googleTokenAlias,
	define: googleTokenDefine,
	plugins: [googleTokenStubs],
	// People read installed code when something goes wrong: no minifying, no escaped text.
	charset: 'utf8',
	metafile: true,
	logLevel: 'warning',
} satisfies BuildOptions;

/** Bundles every registered node and credential into `dist/`, with the licences of what they contain. */
export async function bundlePackage(root: string): Promise<void> {
	const outdir = join(root, 'dist');
	const { metafile } = await build({
		...BUNDLE_OPTIONS,
		absWorkingDir: root,
		entryPoints: registeredSources(root),
		outbase: root,
		outdir,
	});
	writeLicenses(root, Object.keys(metafile.inputs), join(outdir, 'THIRD_PARTY_LICENSES.txt'));
}
