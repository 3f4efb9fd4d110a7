import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { AGENT_ID, expectInSchema, testOperations } from '../harness/operation';
import { AGENT } from '../harness/setup';

const { run, calls, control } = testOperations('file');

const FILE_NAME = expect.stringMatching(/^files\/.+/) as string;
const CONTINUE = { onError: 'continueErrorOutput' } as const;
const BY_URL: INodeParameters = {
	agentId: AGENT_ID,
	mediaFrom: 'url',
	fileUrl: '={{ $json.url }}',
};
const BINARY: INodeParameters = { agentId: AGENT_ID, mediaFrom: 'binary', binaryProperty: 'data' };

const URL = 'https://example.com/picture.jpg';

function item(
	files: Record<string, [content: string, mimeType: string]>,
): Pick<INodeExecutionData, 'json' | 'binary'> {
	const binary = Object.fromEntries(
		Object.entries(files).map(([name, [content, mimeType]]) => [
			name,
			{ data: Buffer.from(content).toString('base64'), mimeType, fileName: name },
		]),
	);
	return { json: { row: 1 }, binary };
}
const picture = (content: string) => item({ data: [content, 'image/png'] });

it('uploads by URL, and gives the name for sending', async () => {
	const { outputs, error } = await run('upload', BY_URL, [{ url: URL }]);
	expect(error).toBeUndefined();
	expect(outputs).toEqual([
		[{ json: { fileName: FILE_NAME, agentId: AGENT }, pairedItem: { item: 0 } }],
	]);
});

it('uploads binary data and its thumbnail', async () => {
	const { outputs, error } = await run(
		'upload',
		{ ...BINARY, options: { thumbnailBinaryProperty: 'preview' } },
		[item({ data: ['a film', 'video/mp4'], preview: ['a picture', 'image/png'] })],
	);
	expect(error).toBeUndefined();
	const { json } = outputs[0]![0]!;
	expect(json).toEqual({ fileName: FILE_NAME, thumbnailName: FILE_NAME, agentId: AGENT });
	expect(json.thumbnailName).not.toBe(json.fileName);
	expectInSchema('file', 'upload', json);
});

it('uploads each distinct file once', async () => {
	const { outputs: byUrl } = await run('upload', BY_URL, [{ url: URL }, { url: URL }]);
	const { outputs: binary } = await run('upload', BINARY, [
		picture('a'),
		picture('b'),
		picture('a'),
	]);
	const names = [byUrl, binary].map((outputs) => outputs[0]!.map(({ json }) => json.fileName));
	expect(names[0]![0]).toBe(names[0]![1]);
	expect(names[1]![0]).toBe(names[1]![2]);
	expect(names[1]![0]).not.toBe(names[1]![1]);
	expect(await calls()).toMatchObject({ files: 3 });
});

it.each<[string, INodeParameters, INodeExecutionData | { url: string }, RegExp]>([
	['URL', BY_URL, { url: 'example.com/x.jpg' }, /^File URL: .* is not a web address/],
	[
		'thumbnail URL',
		{ ...BY_URL, options: { thumbnailUrl: 'x' } },
		{ url: URL },
		/^Thumbnail URL: .* is not a web address/,
	],
	['field', { ...BINARY, binaryProperty: 'photo' }, picture('x'), /no binary field "photo"/],
	['type', BINARY, item({ data: ['x', 'text/html'] }), /does not take text\/html/],
	['size', BINARY, picture(''), /the file is empty/],
	[
		'thumbnail type',
		{ ...BINARY, options: { thumbnailBinaryProperty: 'data' } },
		item({ data: ['x', 'video/mp4'] }),
		/^Thumbnail Input Data Field Name: RBM does not take video\/mp4/,
	],
])('stops at a bad %s before anything is uploaded', async (_name, parameters, bad, message) => {
	const { error } = await run('upload', parameters, [bad]);
	expect(error?.message).toMatch(message);
	expect(error?.description).toBeTruthy();
	expect(await calls()).toEqual({});
});

it.each([
	['a URL', BY_URL, [{ url: 'bad', row: 1 }, { url: URL }]],
	['binary data', BINARY, [item({ data: ['', 'image/png'] }), picture('good')]],
])('lets bad input of %s leave by the error output', async (_name, parameters, items) => {
	const { outputs } = await run('upload', parameters, items, CONTINUE);
	expect(outputs.map((each) => each.length)).toEqual([1, 1]);
	expect(outputs[0]![0]!.pairedItem).toEqual({ item: 1 });
	expect(outputs[1]).toMatchObject([{ json: { row: 1, error: expect.any(String) } }]);
});

it.each([
	['a URL', BY_URL, { url: URL }],
	['binary data', BINARY, picture('x')],
])('says what RBM has against %s', async (_name, parameters, input) => {
	await control('POST', '/faults', { status: 400, pathContains: 'files' });
	const { error } = await run('upload', parameters, [input]);
	expect(error).toMatchObject({ httpCode: '400' });
	expect(error?.description).toBeTruthy();
});
