/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { FastifyInstance } from 'fastify';

const FOLDER = join(__dirname, 'phone');

/** Cards show images and videos from anywhere; everything else comes from here. */
const CONTENT_SECURITY_POLICY = [
	"default-src 'self'",
	'img-src * data:',
	'media-src *',
	"style-src 'self' 'unsafe-inline'",
	"object-src 'none'",
	"base-uri 'none'",
	"frame-ancestors 'self'",
].join('; ');

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#0b57d0"/><path d="M8 10.5A3.5 3.5 0 0 1 11.5 7h9A3.5 3.5 0 0 1 24 10.5v6a3.5 3.5 0 0 1-3.5 3.5H15l-5 5v-5.2a3.5 3.5 0 0 1-2-3.3z" fill="#fff"/></svg>`;

/** Bundles the page's script; esbuild is loaded when the page is first asked for, not before. */
async function bundle(): Promise<string> {
	const { build } = await import('esbuild');
	const { outputFiles } = await build({
		entryPoints: [join(FOLDER, 'app.tsx')],
		bundle: true,
		write: false,
		format: 'esm',
		target: 'es2022',
		jsx: 'automatic',
		jsxImportSource: 'preact',
		logLevel: 'silent',
	});
	return outputFiles[0]!.text;
}

/** The phone page: `/`, and its parts under `/phone/`. Its script is built once, on first request. */
export async function pageRoutes(app: FastifyInstance): Promise<void> {
	let script: Promise<string> | undefined;

	app.addHook('onSend', async (_request, reply) => {
		reply
			.header('content-security-policy', CONTENT_SECURITY_POLICY)
			.header('x-content-type-options', 'nosniff')
			.header('referrer-policy', 'no-referrer')
			.header('cache-control', 'no-cache');
	});

	app.get('/', async (_request, reply) => {
		reply.type('text/html; charset=utf-8');
		return await readFile(join(FOLDER, 'index.html'));
	});

	app.get('/phone/style.css', async (_request, reply) => {
		reply.type('text/css; charset=utf-8');
		return await readFile(join(FOLDER, 'style.css'));
	});

	app.get('/phone/app.js', async (_request, reply) => {
		script ??= bundle().catch((error) => {
			script = undefined;
			return Promise.reject(error);
		});
		reply.type('text/javascript; charset=utf-8');
		return await script;
	});

	for (const path of ['/favicon.ico', '/phone/favicon.svg']) {
		app.get(path, async (_request, reply) => {
			reply.type('image/svg+xml');
			return ICON;
		});
	}
}
