import fastify, { type FastifyReply } from 'fastify';

import type { Emulator } from '../../emulator/emulator';
import { Origins, type Fetch } from '../../emulator/files/origins';
import { LIMITS } from '../../rbm/limits';
import {
	call,
	CAROL,
	closeLater,
	control,
	request,
	send,
	settle,
	startEmulator,
	SUPPORT,
	until,
} from './support/emulator';
import { fakeClock, type FakeClock } from './support/fakeClock';

let clock: FakeClock;
let emulator: Emulator;
let site: string;
let asked: string[];

beforeEach(async () => {
	clock = fakeClock();
	emulator = await startEmulator({ clock });
	asked = [];
	const app = fastify({ forceCloseConnections: true, exposeHeadRoutes: false });
	closeLater(app);
	app.addHook('onRequest', async ({ url }) => void asked.push(url));
	const serve = (path: string, reply: (reply: FastifyReply) => FastifyReply) =>
		app.get(path, async (_request, answer) => await reply(answer));
	serve('/a.png', (reply) => reply.type('image/png').send(Buffer.alloc(5, 1)));
	serve('/large.png', (reply) =>
		reply.type('image/png').send(Buffer.alloc(LIMITS.thumbnailBytes + 1)),
	);
	serve('/sound', (reply) => reply.type('audio/mpeg; x=y').send('la'));
	serve('/page', (reply) => reply.type('text/html').send('<p>'));
	serve('/empty', (reply) => reply.type('image/png').send(''));
	serve('/gone', (reply) => reply.code(404).type('image/png').send('x'));
	serve('/once', (reply) => reply.redirect('/a.png'));
	serve('/twice', (reply) => reply.redirect('/once'));
	serve('/away', (reply) => reply.redirect('https://example.com/a.png'));
	serve('/nowhere', (reply) => reply.code(302).send(''));
	app.get('/slow', async (_request, reply) => reply.hijack());
	app.get('/untyped', async (_request, reply) => {
		reply.hijack();
		reply.raw.end('x');
	});
	site = await app.listen({ port: 0, host: '127.0.0.1' });
});

/** Sends a file by URL; gives the description of what is wrong with it, or nothing. */
async function problemOf(contentInfo: object): Promise<string | undefined> {
	const body = { contentMessage: { contentInfo } };
	const answer = await send(emulator, crypto.randomUUID(), { body });
	return answer.body.error?.message;
}

async function create(fileUrl: string, more: object = {}) {
	return await call(emulator, 'POST', '/v1/files', { agentId: SUPPORT, fileUrl, ...more });
}

describe('contentInfo of this machine', () => {
	test('is looked at, and its size counts', async () => {
		const body = { contentMessage: { contentInfo: { fileUrl: `${site}/a.png` } } };
		const answer = await send(emulator, '1', { to: CAROL, body });
		expect(answer.body.totalPayloadSizeBytes).toBe('5');
		expect(asked).toEqual(['/a.png']);
	});

	test.each([
		['/once', /redirects/],
		['/page', /type text\/html/],
		['/untyped', /no Content-Type/],
		['/empty', /empty/],
		['/gone', /HTTP 404/],
	])('%s is 400', async (path, problem) => {
		expect(await problemOf({ fileUrl: site + path })).toMatch(problem);
	});

	test('that cannot be reached is 400', async () => {
		expect(await problemOf({ fileUrl: 'http://localhost:1/a.png' })).toMatch(/not be fetched/);
	});

	test('goes by its header, not by its ending', async () => {
		const media = { contentInfo: { fileUrl: `${site}/sound` } };
		const body = {
			contentMessage: { richCard: { standaloneCard: { cardContent: { media } } } },
		};
		const answer = await send(emulator, '1', { body });
		expect(answer.body.error?.message).toContain('audio is not allowed');
	});

	test('has its thumbnail looked at too', async () => {
		const fileUrl = `${site}/a.png`;
		expect(await problemOf({ fileUrl, thumbnailUrl: fileUrl })).toBeUndefined();
		expect(await problemOf({ fileUrl, thumbnailUrl: `${site}/large.png` })).toMatch(/100 kB/);
		expect(await problemOf({ fileUrl, thumbnailUrl: `${site}/sound` })).toMatch(/JPEG, GIF or PNG/);
	});

	test('is kept for 60 days, unless it is to be refreshed', async () => {
		const fileUrl = `${site}/a.png`;
		await problemOf({ fileUrl });
		await problemOf({ fileUrl });
		expect(asked).toHaveLength(1);
		await problemOf({ fileUrl, forceRefresh: true });
		expect(asked).toHaveLength(2);
		clock.advance(60 * 86_400_000);
		await problemOf({ fileUrl });
		expect(asked).toHaveLength(3);
		await control(emulator, 'POST', '/reset');
		await problemOf({ fileUrl });
		expect(asked).toHaveLength(4);
	});

	test('that does not answer in 10 s is 400', async () => {
		const problem = problemOf({ fileUrl: `${site}/slow` });
		await until(() => asked.length === 1);
		clock.advance(10_000);
		expect(await problem).toMatch(/not be fetched/);
		await settle();
		expect(clock.waits()).toEqual([]);
	});
});

describe('an upload by a URL of this machine', () => {
	test.each(['/a.png', '/once'])('%s has its bytes kept', async (path) => {
		const { status, body } = await create(site + path);
		expect(status).toBe(200);
		const file = await request(`${emulator.url}/emulator/${String(body.name)}`);
		expect(file.text).toBe('\x01'.repeat(5));
		expect(file.headers.get('content-type')).toBe('image/png');
	});

	test.each(['/twice', '/nowhere', '/page', '/gone'])('%s is 400', async (path) => {
		expect((await create(site + path)).status).toBe(400);
	});

	test('is followed off this machine by name only', async () => {
		expect((await create(`${site}/away`)).status).toBe(200);
	});

	test('checks the thumbnail', async () => {
		const fileUrl = `${site}/a.png`;
		expect((await create(fileUrl, { thumbnailUrl: fileUrl })).status).toBe(200);
		for (const path of ['/large.png', '/gone', '/sound']) {
			const { body } = await create(fileUrl, { thumbnailUrl: site + path });
			expect(body.error?.message).toContain('thumbnail_url');
		}
	});
});

test('other machines are never asked', async () => {
	const fetch = jest.fn<Promise<Response>, Parameters<Fetch>>();
	const origins = new Origins({ clock, fetch, closing: new AbortController().signal });
	for (const url of [
		'https://example.com/a.png',
		'http://127.0.0.1.example.com/',
		'http://localhost.example.com/',
		'http://10.0.0.1/',
	]) {
		expect(await origins.look(url, { redirects: 1 })).toEqual({});
	}
	expect(fetch).not.toHaveBeenCalled();
	fetch.mockResolvedValue(new Response('x', { headers: { 'content-type': 'image/png' } }));
	for (const url of ['http://localhost/', 'http://127.0.0.9/', 'https://[::1]/']) {
		const look = await origins.look(url, { redirects: 1 });
		expect(look).toEqual({ file: { mimeType: 'image/png', size: 1 } });
		fetch.mockResolvedValue(new Response('x', { headers: { 'content-type': 'image/png' } }));
	}
});
