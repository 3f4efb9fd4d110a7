// Lets this file use the build steps, which are TypeScript.
require('tsx/cjs');

const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, parallel, series, src, watch } = require('gulp');

const { bundlePackage } = require('./scripts/build/bundle.ts');

const CODE = ['rbm/**/*.ts', 'nodes/**/*.ts', 'credentials/**/*.ts', 'package.json'];

// Beside each node: its icons, its codex file and the shapes of its output.
const ASSETS = [
	'nodes/**/*.{svg,png}',
	'credentials/*.svg',
	'nodes/**/*.node.json',
	'nodes/**/__schema__/**/*.json',
];

const clean = () => rm('dist', { recursive: true, force: true });

const typecheck = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', '.'], { stdio: 'inherit' });

const bundle = () => bundlePackage(__dirname);

// gulp 5 would take pictures for text and damage them.
const assets = () => src(ASSETS, { base: '.', encoding: false }).pipe(dest('dist'));

function watching() {
	watch(CODE, { ignoreInitial: false }, bundle);
	watch(ASSETS, { ignoreInitial: false }, assets);
}

exports.clean = clean;
exports.typecheck = typecheck;
exports.bundle = bundle;
exports.assets = assets;
exports.pack = series(clean, parallel(bundle, assets));
exports.build = series(clean, parallel(typecheck, bundle, assets));
exports.watch = watching;
exports.default = exports.build;
