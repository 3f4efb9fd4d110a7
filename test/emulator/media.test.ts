import type { Emulator } from '../../emulator/emulator';
import { LIMITS } from '../../rbm/limits';
import {
	ANNA,
	CAROL,
	control,
	entries,
	PARCELS,
	request,
	send,
	startEmulator,
	upload,
} from './support/emulator';
import { fakeClock, type FakeClock } from './support/fakeClock';

const DAY_MS = 86_400_000;

const bytes = (size: number) => new Uint8Array(size).fill(7);

let clock: FakeClock;
let emulator: Emulator;

beforeEach(async () => {
	clock = fakeClock();
	emulator = await startEmulator({ clock });
});

async function uploaded(type = 'image/png', size = 10): Promise<string> {
	return String((await upload(emulator, bytes(size), type)).body.name);
}

const standalone = (media: object) => ({
	richCard: { standaloneCard: { cardContent: { media } } },
});

/** Sends content under a new ID, and gives the first violation, or the status if there is none. */
async function sent(contentMessage: object, to = ANNA) {
	const { status, body } = await send(emulator, crypto.randomUUID(), {
		to,
		body: { contentMessage },
	});
	const [details] = (body.error?.details ?? []) as Array<{ fieldViolations: object[] }>;
	return details?.fieldViolations[0] ?? status;
}

describe('a message with an upload', () => {
	const at = 'agent_message.content_message';

	test('is taken from every agent of the partner, and the page knows its type', async () => {
		const fileName = await uploaded('video/mp4');
		const contentMessage = { uploadedRbmFile: { fileName } };
		const options = { agentId: PARCELS, body: { contentMessage } };
		const answer = await send(emulator, '1', options);
		expect(answer.status).toBe(200);
		expect(answer.body.contentMessage).toEqual(contentMessage);
		expect(entries(emulator, ANNA, PARCELS)).toMatchObject([
			{ content: contentMessage, mediaTypes: { [fileName]: 'video/mp4' } },
		]);
	});

	test('that is not known is 400', async () => {
		for (const fileName of ['files/nope', 'nope', '']) {
			expect(await sent({ uploadedRbmFile: { fileName } })).toEqual({
				field: `${at}.uploaded_rbm_file.file_name`,
				description: expect.stringContaining('no file of this name'),
			});
		}
		const fileName = await uploaded();
		expect(
			await sent(standalone({ uploadedRbmFile: { fileName, thumbnailName: 'files/nope' } })),
		).toMatchObject({
			field: `${at}.rich_card.standalone_card.card_content.media.uploaded_rbm_file.thumbnail_name`,
		});
		const second = { title: 'x', media: { uploadedRbmFile: { fileName: 'files/nope' } } };
		expect(
			await sent({ richCard: { carouselCard: { cardContents: [{ title: 'x' }, second] } } }),
		).toMatchObject({
			field: `${at}.rich_card.carousel_card.card_contents[1].media.uploaded_rbm_file.file_name`,
		});
	});

	test('is taken for 60 days', async () => {
		const content = { uploadedRbmFile: { fileName: await uploaded() } };
		clock.advance(LIMITS.uploadedFileDays * DAY_MS - 1);
		expect(await sent(content)).toBe(200);
		clock.advance(1);
		expect(await sent(content)).toMatchObject({ field: `${at}.uploaded_rbm_file.file_name` });
	});

	test('under an ID used before changes nothing, even if the file is gone', async () => {
		const body = { contentMessage: { uploadedRbmFile: { fileName: await uploaded() } } };
		const first = await send(emulator, '1', { body });
		clock.advance(61 * DAY_MS);
		expect((await send(emulator, '1', { body })).body).toEqual(first.body);
	});

	test('is gone after a reset', async () => {
		const fileName = await uploaded();
		await control(emulator, 'POST', '/reset');
		expect(await sent({ uploadedRbmFile: { fileName } })).toMatchObject({
			description: expect.stringContaining('no file of this name'),
		});
		expect((await request(`${emulator.url}/emulator/${fileName}`)).status).toBe(404);
	});

	test('thumbnails are images of at most 100 kB', async () => {
		const fileName = await uploaded('video/mp4');
		const withThumbnail = async (type: string, size: number) =>
			await sent({ uploadedRbmFile: { fileName, thumbnailName: await uploaded(type, size) } });
		expect(await withThumbnail('image/gif', LIMITS.thumbnailBytes)).toBe(200);
		for (const [type, size] of [
			['image/gif', LIMITS.thumbnailBytes + 1],
			['video/mp4', 10],
		] as const) {
			expect(await withThumbnail(type, size)).toMatchObject({
				field: `${at}.uploaded_rbm_file.thumbnail_name`,
			});
		}
	});

	test('audio is refused in cards only, PDF without the feature', async () => {
		const audio = { uploadedRbmFile: { fileName: await uploaded('audio/mpeg') } };
		const pdf = { uploadedRbmFile: { fileName: await uploaded('application/pdf') } };
		expect(await sent(audio)).toBe(200);
		expect(await sent(standalone(audio))).toMatchObject({
			description: expect.stringContaining('audio is not allowed'),
		});
		expect(await sent(pdf)).toBe(200);
		expect(await sent(standalone(pdf))).toMatchObject({
			description: expect.stringContaining('PDF_IN_RICH_CARDS'),
		});
		const { features } = emulator.view().phones[0]!;
		await control(emulator, 'PATCH', `/phones/${ANNA}`, {
			features: [...features, 'PDF_IN_RICH_CARDS'],
		});
		expect(await sent(standalone(pdf))).toBe(200);
	});

	test('by URL goes by its ending, since nothing is fetched', async () => {
		const file = (fileUrl: string) => ({ contentInfo: { fileUrl } });
		expect(await sent(file('https://example.com/a.mp3'))).toBe(200);
		expect(await sent(standalone(file('https://example.com/a.MP3?x')))).toMatchObject({
			description: expect.stringContaining('audio is not allowed'),
		});
		expect(await sent(standalone(file('https://example.com/a')))).toBe(200);
	});

	test('has its files summed up for US numbers, 100 MiB at most', async () => {
		const half = await uploaded('video/mp4', LIMITS.fileBytes / 2);
		const card = (fileName: string) => ({ media: { uploadedRbmFile: { fileName } } });
		const carousel = (...names: string[]) => ({
			richCard: { carouselCard: { cardContents: names.map(card) } },
		});
		const body = { contentMessage: carousel(half, half) };
		const answer = await send(emulator, '1', { to: CAROL, body });
		expect(answer.body.totalPayloadSizeBytes).toBe(String(LIMITS.fileBytes));
		expect(await sent(carousel(half, half, await uploaded('image/png', 1)))).toEqual({
			field: at,
			description: expect.stringContaining('100 MiB'),
		});
	});
});
