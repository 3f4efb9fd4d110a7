import type { Emulator } from '../../emulator/emulator';
import { FileStore } from '../../emulator/files/fileStore';
import { realRandom } from '../../emulator/random';
import { LIMITS } from '../../rbm/limits';
import { call, request, startEmulator, SUPPORT, upload } from './support/emulator';
import { fakeClock, type FakeClock } from './support/fakeClock';

const FILE_NAME = /^files\/[A-Za-z0-9_-]{22}$/;

const bytes = (size: number) => new Uint8Array(size).fill(7);

let clock: FakeClock;
let emulator: Emulator;

beforeEach(async () => {
	clock = fakeClock();
	emulator = await startEmulator({ clock });
});

describe('the upload of bytes', () => {
	test('answers with a name, under which the page has them', async () => {
		const { status, body } = await upload(emulator, bytes(3), 'IMAGE/PNG; x=y');
		expect(status).toBe(200);
		expect(body).toEqual({ name: expect.stringMatching(FILE_NAME) });
		const file = await request(`${emulator.url}/emulator/${String(body.name)}`);
		expect(file.text).toBe('\x07\x07\x07');
		expect(Object.fromEntries(file.headers)).toMatchObject({
			'content-type': 'image/png',
			'x-content-type-options': 'nosniff',
			'content-security-policy': 'sandbox',
		});
	});

	test.each([
		['image/jpeg', 200],
		['video/mp4', 200],
		['audio/ogg', 200],
		['application/pdf', 200],
		['image/svg+xml', 400],
		['text/html', 400],
		['application/json', 400],
		['multipart/related; boundary=x', 400],
		[undefined, 400],
	])('of %s is %i', async (type, status) => {
		expect((await upload(emulator, bytes(3), type)).status).toBe(status);
	});

	test('empty is 400, over 100 MiB 413, exactly 100 MiB fine', async () => {
		expect((await upload(emulator, bytes(0), 'image/png')).status).toBe(400);
		expect((await upload(emulator, bytes(LIMITS.fileBytes), 'video/mp4')).status).toBe(200);
		const tooLarge = await upload(emulator, bytes(LIMITS.fileBytes + 1), 'video/mp4').catch(
			// The server hangs up on what it will not read, at times before its answer was read.
			() => undefined,
		);
		if (tooLarge) expect(tooLarge.status).toBe(413);
	});

	test.each([
		['', 403],
		['?agentId=nope', 403],
		[`?agentId=${SUPPORT}&uploadType=media`, 200],
		[`?agentId=${SUPPORT}&name=x`, 400],
	])('with the query "%s" is %i', async (query, status) => {
		expect((await upload(emulator, bytes(3), 'image/png', query)).status).toBe(status);
	});

	test('needs a token', async () => {
		const answer = await request(`${emulator.url}/upload/v1/files`, { method: 'POST' });
		expect(answer.status).toBe(401);
	});
});

describe('the upload by URL', () => {
	const fileUrl = 'https://example.com/a.pdf';
	const create = async (body: object, query = '') =>
		await call(emulator, 'POST', `/v1/files${query}`, body);

	test('takes the agent in the body or in the query, and keeps off the internet', async () => {
		const body = { fileUrl, thumbnailUrl: 'https://example.com/t.jpg', contentDescription: 'x' };
		for (const answer of [
			await create({ ...body, agentId: SUPPORT }),
			await create(body, `?agentId=${SUPPORT}`),
		]) {
			expect(answer.status).toBe(200);
			expect(answer.body).toEqual({ name: expect.stringMatching(FILE_NAME) });
			const path = `${emulator.url}/emulator/${String(answer.body.name)}`;
			const file = await request(path, { redirect: 'manual' });
			expect({ status: file.status, location: file.headers.get('location') }).toEqual({
				status: 302,
				location: fileUrl,
			});
		}
	});

	test.each([
		[{ fileUrl }, 403],
		[{ fileUrl, agentId: 'nope' }, 403],
		[{ agentId: SUPPORT }, 400],
		[{ agentId: SUPPORT, fileUrl: 'a.pdf' }, 400],
		[{ agentId: SUPPORT, fileUrl, thumbnailUrl: 'ftp://example.com/' }, 400],
		[{ agentId: SUPPORT, fileUrl, fileName: 'x' }, 400],
	])('%j is %i', async (body, status) => {
		expect((await create(body)).status).toBe(status);
	});
});

test('the oldest files lose their bytes when newer ones need the room, not their names', () => {
	const store = new FileStore(clock, realRandom, 10);
	const add = (size: number) =>
		store.add({ from: 'partner', mimeType: 'image/png', size, bytes: Buffer.alloc(size) });
	const [first, second] = [add(4), add(6)];
	expect(store.get(first.uid)?.bytes).toHaveLength(4);
	const third = add(20);
	expect([first, second, third].map(({ uid }) => store.get(uid)?.bytes?.length)).toEqual([
		undefined,
		undefined,
		20,
	]);
	expect(store.upload(`files/${first.uid}`)).toMatchObject({ size: 4 });
});
