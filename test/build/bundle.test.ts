/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { build } from 'esbuild';
import { createVerify, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { runInThisContext } from 'node:vm';

import { BUNDLE_OPTIONS } from '../../scripts/build/bundle';

const ROOT = resolve(__dirname, '../..');

/** Bundles a source text as if it were a file of this package. */
async function bundled(contents: string): Promise<string> {
	const { outputFiles } = await build({
		...BUNDLE_OPTIONS,
		absWorkingDir: ROOT,
		stdin: { contents, resolveDir: ROOT, loader: 'ts' },
		logLevel: 'silent',
		write: false,
	});
	return outputFiles[0]!.text;
}

/** Runs a bundle with nothing to `require` but what n8n allows a package. */
function load<T>(code: string): T {
	const module = { exports: {} };
	const allowed: Record<string, unknown> = { crypto: jest.requireActual('crypto') };
	const run = runInThisContext(`(module, exports, require) => {${code}\n}`) as (
		...scope: unknown[]
	) => void;
	run(module, module.exports, (name: string) => {
		if (!(name in allowed)) throw new Error(`n8n forbids ${name}`);
		return allowed[name];
	});
	return module.exports as T;
}

const fromBase64 = (text: string) => Buffer.from(text, 'base64url');

describe('the reduced google-auth-library', () => {
	let code: string;
	beforeAll(async () => {
		code = await bundled("export { GoogleToken } from 'google-auth-library';");
	});

	it('signs a token request and sends it by the transporter it was given', async () => {
		const { GoogleToken } = load<Pick<typeof import('google-auth-library'), 'GoogleToken'>>(code);
		const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		const requests: Array<{ method: string; url: string; data: URLSearchParams }> = [];
		const request = (options: (typeof requests)[number]) => {
			requests.push(options);
			return Promise.resolve({ data: { access_token: 'granted', expires_in: 3600 } });
		};

		const token = await new GoogleToken({
			email: 'agent@example.iam.gserviceaccount.com',
			key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
			scope: ['scope-one', 'scope-two'],
			additionalClaims: { aud: 'https://tokens.example/token' },
			transporter: { request: request as never },
		}).getToken();

		expect(token.access_token).toBe('granted');
		expect(requests).toHaveLength(1);
		const { method, url, data } = requests[0]!;
		expect([method, url]).toEqual(['POST', 'https://oauth2.googleapis.com/token']);
		expect(data.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');

		const [header, payload, signature] = data.get('assertion')!.split('.') as [
			string,
			string,
			string,
		];
		expect(JSON.parse(fromBase64(header).toString())).toEqual({ alg: 'RS256' });
		expect(JSON.parse(fromBase64(payload).toString())).toMatchObject({
			iss: 'agent@example.iam.gserviceaccount.com',
			scope: 'scope-one scope-two',
			aud: 'https://tokens.example/token',
		});
		const verifier = createVerify('RSA-SHA256').update(`${header}.${payload}`);
		expect(verifier.verify(publicKey, fromBase64(signature))).toBe(true);
	});

	it('needs nothing that n8n forbids', () => {
		const required = Array.from(code.matchAll(/\brequire\("([^"]+)"\)/g), ([, name]) => name);
		expect(new Set(required)).toEqual(new Set(['crypto']));
		expect(code).not.toMatch(/\b(process|globalThis|setTimeout|setImmediate)\b/);
	});
});

it('gives no stub to our own code, so that n8n’s rules see what it imports', async () => {
	expect(await bundled("import fs from 'fs'; export const read = fs.readFileSync;")).toContain(
		'require("fs")',
	);
});

describe('the built package', () => {
	const { n8n } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	const files = [...n8n.nodes, ...n8n.credentials];

	it.each(files)('%s exports the class n8n looks for', (file) => {
		const name = basename(file).split('.')[0]!;
		const exported = jest.requireActual<Record<string, { name: string }>>(join(ROOT, file));
		expect(exported[name]?.name).toBe(name);
	});

	it.each(files)('%s needs nothing but n8n-workflow and crypto', (file) => {
		const code = readFileSync(join(ROOT, file), 'utf8');
		const required = Array.from(code.matchAll(/\brequire\("([^"]+)"\)/g), ([, name]) => name);
		const foreign = required.filter(
			(name) => !['n8n-workflow', 'crypto', 'node:crypto'].includes(name!),
		);
		expect(foreign).toEqual([]);
	});

	it('carries the licences of what is bundled, and the nodes’ assets', () => {
		const licences = readFileSync(join(ROOT, 'dist/THIRD_PARTY_LICENSES.txt'), 'utf8');
		for (const name of ['google-auth-library', 'jws', 'jwa']) {
			expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
		}
		for (const file of n8n.nodes) {
			expect(existsSync(join(ROOT, file.replace(/\.js$/, '.json')))).toBe(true);
		}
	});
});
