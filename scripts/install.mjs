/**
 * Brings the dependencies of the named packages, and costs nothing when they are already there:
 *
 *   node scripts/install.mjs . test/host
 *
 * The version of pnpm is the one in package.json's "packageManager"; npm fetches it. A plain
 * `npm install` of these packages does not end, because npm gets lost in n8n's peer dependencies.
 *
 * Runs in a fresh clone, so it uses nothing but Node.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 20;

const CONTENTS = {
	'.': 'the build and test tools (650 MB; the first time takes about half a minute)',
	'test/host':
		'a real n8n and the Node 24 it needs, for the demo and the end-to-end tests ' +
		'(2 GB; the first time takes one to three minutes)',
};

const root = resolve(fileURLToPath(import.meta.url), '../..');

function fail(message) {
	console.error(`\n${message}\n`);
	process.exit(1);
}

function readJson(file) {
	return JSON.parse(readFileSync(file, 'utf8'));
}

/** Changes whenever another install could give another result. */
function stampOf(folder, pnpm) {
	const hash = createHash('sha256').update(`${pnpm} ${process.platform} ${process.arch}\n`);
	for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) {
		hash.update(readFileSync(join(folder, name)));
	}
	const { dependencies, devDependencies, optionalDependencies } = readJson(
		join(folder, 'package.json'),
	);
	hash.update(JSON.stringify([dependencies, devDependencies, optionalDependencies]));
	return hash.digest('hex');
}

/** Runs npm: the one that runs us, or else the one on the PATH. */
function npm(args, options) {
	const running = process.env.npm_execpath;
	if (running !== undefined && basename(running) === 'npm-cli.js') {
		return spawnSync(process.execPath, [running, ...args], options);
	}
	// npm is a .cmd file on Windows, and only a shell starts those; no argument needs quoting.
	return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

function environment() {
	const env = { ...process.env };
	// Either of them would leave the development dependencies out.
	delete env.NODE_ENV;
	for (const name of Object.keys(env)) {
		if (/^npm_config_(production|omit|only|include)$/i.test(name)) delete env[name];
	}
	return { ...env, NO_UPDATE_NOTIFIER: '1' };
}

/** Asks with an empty cache, because npm serves an old answer when it gets no new one. */
function registryAnswers(pnpm) {
	const cache = mkdtempSync(join(tmpdir(), 'registry-'));
	try {
		const args = ['view', pnpm, 'version', '--fetch-retries=0', '--cache', '.'];
		return npm(args, { cwd: cache, stdio: 'ignore', timeout: 20_000 }).status === 0;
	} finally {
		rmSync(cache, { recursive: true, force: true });
	}
}

function runPnpm(pnpm, folder, online) {
	// Without a network both would retry for minutes before they look into their caches.
	const network = online ? '--prefer-offline' : '--offline';
	return npm(
		[
			...['exec', '--yes', network, `--package=${pnpm}`, '--', 'pnpm', 'install', network],
			'--frozen-lockfile',
			'--prod=false',
			// Only what `onlyBuiltDependencies` names may run one; without them n8n has no database.
			'--ignore-scripts=false',
			// What another package manager or a broken install left is replaced without a question.
			'--config.confirmModulesPurge=false',
		],
		{ cwd: folder, env: environment(), stdio: 'inherit' },
	);
}

function explain(result, name, online) {
	if (result.error) {
		return `npm could not be started (${result.error.message}). It comes with Node; is it on the PATH?`;
	}
	if (result.signal) return 'Interrupted. Run the same command again to finish the install.';
	if (!online) {
		return (
			`The npm registry cannot be reached, and what "${name}" needs is not on this machine yet.\n` +
			'Connect (or set npm\'s "proxy" or "registry") and run the same command again; ' +
			'what was already fetched is kept.'
		);
	}
	return `Installing "${name}" failed; the reason is above. Run the same command again once it is fixed.`;
}

function install(name, pnpm) {
	const folder = resolve(root, name);
	if (!existsSync(join(folder, 'pnpm-lock.yaml'))) fail(`"${name}" has no pnpm-lock.yaml.`);

	const stampFile = join(folder, 'node_modules', '.install-stamp');
	const stamp = stampOf(folder, pnpm);
	if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;

	// Without its stamp an interrupted install is never taken for a finished one.
	rmSync(stampFile, { force: true });
	console.log(`Installing ${CONTENTS[name] ?? name} …`);
	const online = registryAnswers(pnpm);
	const result = runPnpm(pnpm, folder, online);
	if (result.status !== 0) fail(explain(result, name, online));

	mkdirSync(join(folder, 'node_modules'), { recursive: true });
	writeFileSync(stampFile, stamp);
}

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
	fail(`This needs Node ${OLDEST_NODE} or newer; this is Node ${process.versions.node}.`);
}
const { packageManager } = readJson(join(root, 'package.json'));
for (const name of process.argv.slice(2)) install(name, packageManager);
