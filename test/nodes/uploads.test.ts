import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { EmulatorView } from '../../emulator/view';
import { LIMITS } from '../../rbm/limits';
import { rbmNode, runItems } from '../harness/run';
import { AGENT, ANNA, BRUNO, setUp, type Setup } from '../harness/setup';

let setup: Setup;
beforeAll(async () => {
	setup = await setUp();
});
afterAll(async () => await setup.close());
beforeEach(async () => {
	await setup.control('POST', '/reset');
	await setup.control('DELETE', '/calls');
});

const TARGET = {
	agentId: { __rl: true, mode: 'id', value: AGENT },
	phoneNumber: '={{ $json.phone }}',
};

function item(
	phone: string,
	files: Record<string, [content: string, mimeType: string]>,
): INodeExecutionData {
	return {
		json: { phone },
		binary: Object.fromEntries(
			Object.entries(files).map(([name, [content, mimeType]]) => [
				name,
				{ data: Buffer.from(content).toString('base64'), mimeType, fileName: name },
			]),
		),
	};
}

async function run(
	operation: string,
	parameters: INodeParameters,
	items: INodeExecutionData[],
	onError?: 'continueErrorOutput',
) {
	const node = rbmNode(
		'rbm',
		{ resource: 'message', operation, ...TARGET, ...parameters },
		onError ? { onError } : {},
	);
	return await runItems(setup.package, await setup.credential(), node, items);
}

async function arrived(): Promise<object[]> {
	const { conversations } = (await setup.control('GET', '/state')) as EmulatorView;
	return conversations
		.flatMap(({ entries }) => entries)
		.flatMap((entry) => (entry.from === 'agent' ? [entry.content] : []));
}

const uploads = async () =>
	((await setup.control('GET', '/calls')) as Record<string, number>).files ?? 0;
const FILE = { fileName: expect.stringMatching(/^files\/.+/) as string };

it('uploads binary data, each distinct content once', async () => {
	const picture: [string, string] = ['a picture', 'image/png'];
	const { outputs, error } = await run(
		'sendFile',
		{ mediaFrom: 'binary', binaryProperty: 'data' },
		[
			item(ANNA, { data: picture }),
			item(BRUNO, { data: picture }),
			item(ANNA, { data: ['another', 'image/png'] }),
		],
	);
	expect(error).toBeUndefined();
	expect(outputs[0]).toHaveLength(3);
	const names = (
		outputs[0]!.map(({ json }) => json.contentMessage) as Array<{
			uploadedRbmFile: { fileName: string };
		}>
	).map(({ uploadedRbmFile }) => uploadedRbmFile.fileName);
	expect(names[0]).toBe(names[1]);
	expect(names[2]).not.toBe(names[0]);
	expect(await uploads()).toBe(2);
	expect(await arrived()).toHaveLength(3);
});

it('uploads a content once for a long list too, where one bad item does not stop it', async () => {
	const people = Array.from({ length: 45 }, (_, index) =>
		index === 17 ? item(ANNA, {}) : item(ANNA, { data: [`picture ${index % 2}`, 'image/png'] }),
	);
	const { outputs, error } = await run(
		'sendFile',
		{ mediaFrom: 'binary', binaryProperty: 'data' },
		people,
		'continueErrorOutput',
	);
	expect(error).toBeUndefined();
	expect(outputs.map((items) => items.length)).toEqual([44, 0, 1]);
	expect(outputs[2]![0]!.pairedItem).toMatchObject({ item: 17 });
	expect(await uploads()).toBe(2);
	expect(await arrived()).toHaveLength(44);
});

it('tries an upload again for the next items', async () => {
	const details = { status: 503, times: 4, pathContains: '/files', retryAfterSeconds: 0 };
	await setup.control('POST', '/faults', details);
	const { outputs } = await run(
		'sendFile',
		{ mediaFrom: 'binary', binaryProperty: 'data' },
		Array.from({ length: 30 }, () => item(ANNA, { data: ['a picture', 'image/png'] })),
		'continueErrorOutput',
	);
	const [sent, , failed] = outputs.map((items) => items.length);
	expect(failed).toBeGreaterThan(0);
	expect(failed).toBeLessThan(10);
	expect(sent! + failed!).toBe(30);
});

it('takes a thumbnail from the item too', async () => {
	await run(
		'sendFile',
		{
			mediaFrom: 'binary',
			binaryProperty: 'film',
			fileOptions: { thumbnailBinaryProperty: 'still' },
		},
		[item(ANNA, { film: ['a film', 'video/mp4'], still: ['a still', 'image/jpeg'] })],
	);
	expect(await arrived()).toEqual([
		{ uploadedRbmFile: { ...FILE, thumbnailName: expect.stringMatching(/^files\/.+/) } },
	]);
});

it('puts binary data on cards', async () => {
	const card = (title: string, binaryProperty: string) => ({
		title,
		mediaFrom: 'binary',
		binaryProperty,
	});
	const { error } = await run(
		'sendCarousel',
		{ cards: { card: [card('A', 'one'), card('B', 'two')] } },
		[item(ANNA, { one: ['1', 'image/png'], two: ['2', 'image/png'] })],
	);
	expect(error).toBeUndefined();
	expect(await arrived()).toMatchObject([
		{
			richCard: {
				carouselCard: {
					cardContents: [
						{ title: 'A', media: { uploadedRbmFile: FILE } },
						{ title: 'B', media: { uploadedRbmFile: FILE } },
					],
				},
			},
		},
	]);
});

it('takes the name of a file that was uploaded before', async () => {
	await run('sendFile', { mediaFrom: 'binary' }, [item(ANNA, { data: ['x', 'image/png'] })]);
	const [first] = (await arrived()) as Array<{ uploadedRbmFile: { fileName: string } }>;
	const { error } = await run(
		'sendRichCard',
		{ title: 'T', mediaFrom: 'uploaded', fileName: first!.uploadedRbmFile.fileName },
		[item(BRUNO, {})],
	);
	expect(error).toBeUndefined();
	expect(await arrived()).toHaveLength(2);
});

it.each<[string, INodeExecutionData, RegExp]>([
	[
		'no file',
		{ json: { phone: ANNA } },
		/^Input Data Field Name: the item has no binary field "data"$/,
	],
	['a file of another name', item(ANNA, { other: ['x', 'image/png'] }), /no binary field "data"/],
	[
		'a type that RBM does not take',
		item(ANNA, { data: ['x', 'text/html'] }),
		/RBM does not take text\/html here/,
	],
	['an empty file', item(ANNA, { data: ['', 'image/png'] }), /the file is empty/],
])('says what is wrong with %s, before anything is sent', async (_name, bad, message) => {
	const good = item(BRUNO, { data: ['x', 'image/png'] });
	const { error } = await run('sendFile', { mediaFrom: 'binary' }, [good, bad]);
	expect(error?.message).toMatch(message);
	expect(await uploads()).toBe(0);
	expect(await arrived()).toEqual([]);
});

it('sends the others where the user asked to continue', async () => {
	const { outputs } = await run(
		'sendFile',
		{ mediaFrom: 'binary' },
		[item(ANNA, { data: ['x', 'text/html'] }), item(BRUNO, { data: ['x', 'image/png'] })],
		'continueErrorOutput',
	);
	expect(outputs.map((items) => items.map(({ json }) => json.phone ?? json.phoneNumber))).toEqual([
		[BRUNO],
		[],
		[ANNA],
	]);
});

describe('sizes', () => {
	const film = (still: number): INodeExecutionData =>
		item(ANNA, { film: ['a film', 'video/mp4'], still: ['x'.repeat(still), 'image/png'] });
	const sendFilm = async (still: number) =>
		await run(
			'sendFile',
			{
				mediaFrom: 'binary',
				binaryProperty: 'film',
				fileOptions: { thumbnailBinaryProperty: 'still' },
			},
			[film(still)],
		);

	it('a thumbnail at the limit is taken, one byte more is not', async () => {
		expect((await sendFilm(LIMITS.thumbnailBytes)).error).toBeUndefined();
		await setup.control('DELETE', '/calls');
		const { error } = await sendFilm(LIMITS.thumbnailBytes + 1);
		expect(error?.message).toContain(`the limit is ${LIMITS.thumbnailBytes}`);
		expect(await uploads()).toBe(0);
	});

	it('a file over the limit is refused before it is sent', async () => {
		const bytes = 'x'.repeat(LIMITS.fileBytes + 1);
		const { error } = await run('sendFile', { mediaFrom: 'binary' }, [
			item(ANNA, { data: [bytes, 'video/mp4'] }),
		]);
		expect(error?.message).toContain(`the limit is ${LIMITS.fileBytes}`);
		expect(await uploads()).toBe(0);
	});
});
