/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { WebhookContext } from 'n8n-core';
import { Workflow, type IWebhookData } from 'n8n-workflow';

import { fetchFile, fileSchemes, largestFileBytes } from '../../nodes/Rbm/fileDownload';
import { additionalData, rbmNode } from '../harness/run';
import { AGENT, ANNA, CLIENT_TOKEN } from '../harness/setup';
import { post, signed, testTrigger, type TriggerSettings } from '../harness/trigger';
import { waitFor } from '../harness/waitFor';

const MEGABYTE = 1024 * 1024;
const { setup, serve } = testTrigger();

/** The host of people's files: what each path answers, and what was asked. */
let host: Server;
let hostUrl: string;
let requests: IncomingMessage[];
/** Answers that nobody has ended or hung up on. */
let underWay = 0;
const answers: Record<string, (response: ServerResponse) => void> = {
	'/photo': (response) => response.end('a photo'),
	'/gone': (response) => response.writeHead(404).end('no such file'),
	'/elsewhere': (response) => response.writeHead(302, { location: `${hostUrl}/photo` }).end(),
	'/announced': (response) => {
		// More than a megabyte is said to come, and never does.
		response.writeHead(200, { 'content-length': String(5 * MEGABYTE) }).flushHeaders();
	},
	'/endless': (response) => {
		const chunk = Buffer.alloc(64 * 1024);
		const more = () => {
			while (!response.destroyed && response.write(chunk));
			if (!response.destroyed) response.once('drain', more);
		};
		more();
	},
	'/bomb': (response) =>
		response
			.writeHead(200, { 'content-encoding': 'gzip' })
			.end(gzipSync(Buffer.alloc(20 * MEGABYTE))),
	'/cut': (response) => {
		response.writeHead(200, { 'content-length': '100' });
		response.write('only a part', () => response.destroy());
	},
	'/silent': () => {},
};

beforeAll(async () => {
	host = createServer((request, response) => {
		requests.push(request);
		underWay++;
		response.once('close', () => underWay--);
		answers[request.url!]!(response);
	});
	host.listen(0, '127.0.0.1');
	await once(host, 'listening');
	hostUrl = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
});
afterAll(() => {
	host.close();
	host.closeAllConnections();
});
beforeEach(() => {
	requests = [];
});

const fileEvent = (payload: object) => ({
	senderPhoneNumber: ANNA,
	messageId: 'MxFile',
	agentId: `${AGENT}@rbm.goog`,
	userFile: { payload },
});
const photo = (path: string, more: object = {}) =>
	fileEvent({ fileUri: hostUrl + path, fileName: 'a.jpg', mimeType: 'image/jpeg', ...more });

const downloading = (more: object = {}): TriggerSettings => ({
	parameters: { options: { downloadFiles: true, ...more } },
});

/** What a signed post of the payload starts, and what the log says. */
async function itemFor(payload: object, settings: TriggerSettings = downloading()) {
	let result: { item: unknown; warnings: string[] } | undefined;
	await serve(async ({ url, executions, warnings }) => {
		expect(await post(url, ...signed(payload))).toMatchObject({ status: 200 });
		expect(executions).toHaveLength(1);
		result = { item: executions[0]![0]![0], warnings };
	}, settings);
	return result!;
}

it('puts the file of a phone into the item, under its own name and type', async () => {
	await serve(async ({ url, executions, warnings }) => {
		await setup().control('PUT', `/agents/${AGENT}/webhook`, { url, clientToken: CLIENT_TOKEN });
		await setup().control('POST', `/phones/${ANNA}/conversations/${AGENT}/files`, {
			fileName: 'receipt.pdf',
			mimeType: 'application/pdf',
			base64: Buffer.from('a receipt').toString('base64'),
		});
		await waitFor(() => executions.length === 1);
		expect(executions[0]![0]).toMatchObject([
			{
				json: { eventType: 'USER_FILE', file: { fileName: 'receipt.pdf', fileSizeBytes: 9 } },
				binary: {
					data: {
						data: Buffer.from('a receipt').toString('base64'),
						fileName: 'receipt.pdf',
						mimeType: 'application/pdf',
						fileExtension: 'pdf',
					},
				},
			},
		]);
		expect(executions[0]![0]![0]!.json).not.toHaveProperty('fileDownload');
		expect(warnings).toEqual([]);
		await setup().control('DELETE', `/agents/${AGENT}/webhook`);
	}, downloading());
});

it('downloads nothing unless told to, and nothing for other events', async () => {
	expect((await itemFor(photo('/photo'), {})).item).not.toHaveProperty('binary');
	const text = { senderPhoneNumber: ANNA, messageId: 'MxText', text: `${hostUrl}/photo` };
	expect((await itemFor(text)).item).not.toHaveProperty('binary');
	expect(requests).toEqual([]);
});

it('gives the host of the file no token and no cookie', async () => {
	const credential = await setup().credential({ accessToken: 'a secret access token' });
	const { item } = await itemFor(photo('/photo'), { ...downloading(), credential });
	expect(item).toMatchObject({ binary: { data: { fileName: 'a.jpg' } } });
	const [{ headers, url }] = requests as [IncomingMessage];
	expect(headers).not.toHaveProperty('authorization');
	expect(headers).not.toHaveProperty('cookie');
	expect(JSON.stringify({ headers, url })).not.toContain('secret');
});

it.each<[string, () => object, string, object?]>([
	['is gone', () => photo('/gone'), 'its host answered 404'],
	['is elsewhere', () => photo('/elsewhere'), 'its host answered 302'],
	['is cut off', () => photo('/cut'), 'the connection was closed'],
	['says it is too large', () => photo('/photo', { fileSizeBytes: 2 * MEGABYTE }), 'limit of 1 MB'],
	['is announced as too large', () => photo('/announced'), 'limit of 1 MB'],
	['never ends', () => photo('/endless', { fileSizeBytes: 10 }), 'limit of 1 MB'],
	['is a zip bomb', () => photo('/bomb'), 'limit of 1 MB'],
	['has no host', () => fileEvent({ fileUri: 'http://127.0.0.1:1/x' }), 'connection was refused'],
	[
		'has no web address',
		() => fileEvent({ fileUri: 'file:///etc/passwd' }),
		'not an https address',
	],
	['has no address at all', () => fileEvent({ fileUri: 'photo' }), 'not an https address'],
])('starts without a file that %s, and says why', async (_name, payload, reason) => {
	const { item, warnings } = await itemFor(payload(), downloading({ largestFile: 1 }));
	expect(item).toEqual({
		json: expect.objectContaining({
			eventType: 'USER_FILE',
			file: expect.objectContaining({ fileUri: expect.any(String) }),
			fileDownload: { error: expect.stringContaining(reason) },
		}),
	});
	expect(warnings).toEqual([expect.stringContaining(reason)]);
	await waitFor(() => underWay === 0);
});

it('fetches from plain http only where the endpoint is custom', async () => {
	expect(fileSchemes({ endpoint: 'google' })).toEqual(['https:']);
	expect(fileSchemes({})).toEqual(['https:']);
	expect(fileSchemes({ endpoint: 'custom' })).toEqual(['https:', 'http:']);

	const google = { endpoint: 'google' };
	const { item } = await itemFor(photo('/photo'), { ...downloading(), credential: google });
	expect(item).toMatchObject({
		json: { fileDownload: { error: expect.stringContaining('https') } },
	});
	expect(requests).toEqual([]);
});

it.each([
	[undefined, 25],
	[1, 1],
	['7', 7],
	[100, 100],
	[5000, 100],
	[-1, 25],
	['much', 25],
	[Number.NaN, 25],
])('takes a limit of %p for %p MB', (typed, megabytes) => {
	expect(largestFileBytes(typed)).toBe(megabytes * MEGABYTE);
});

it('shows no folder of a file name', async () => {
	const { item } = await itemFor(photo('/photo', { fileName: '../../etc/a.jpg' }));
	expect(item).toMatchObject({ binary: { data: { fileName: 'a.jpg' } } });
	expect(item).not.toHaveProperty('binary.data.directory');
});

it('stops waiting when told to', async () => {
	const stop = new AbortController();
	const node = rbmNode('rbmTrigger', { registration: 'manual' });
	const { nodeTypes } = setup().package;
	const workflow = new Workflow({ nodes: [node], connections: {}, active: true, nodeTypes });
	const data = additionalData(await setup().credential());
	const fetching = fetchFile(
		new WebhookContext(workflow, node, data, 'webhook', {} as IWebhookData, [], null),
		{ fileUri: `${hostUrl}/silent` },
		{ bytes: MEGABYTE, schemes: ['http:'], signal: stop.signal },
	);
	await waitFor(() => requests.length === 1);
	stop.abort();
	expect(await fetching).toEqual({ error: 'it took too long' });
	await waitFor(() => underWay === 0);
});

describe('while the file comes', () => {
	it('a repeat is asked to come back, and one execution starts', async () => {
		let finish: () => void = () => {};
		answers['/slow'] = (response) => {
			finish = () => void response.end('a slow photo');
		};
		await serve(async ({ url, executions }) => {
			const first = post(url, ...signed(photo('/slow')));
			await waitFor(() => requests.length === 1);
			expect(await post(url, ...signed(photo('/slow')))).toMatchObject({ status: 503 });
			expect(executions).toEqual([]);
			finish();
			expect(await first).toMatchObject({ status: 200 });
			expect(await post(url, ...signed(photo('/slow')))).toMatchObject({ status: 200 });
			expect(executions).toMatchObject([[[{ binary: { data: { fileName: 'a.jpg' } } }]]]);
			expect(requests).toHaveLength(1);
		}, downloading());
	});

	it('Google may hang up: its next try starts without the file, once', async () => {
		await serve(async ({ url, executions }) => {
			const impatient = new AbortController();
			const first = post(url, ...signed(photo('/silent')), impatient.signal);
			await waitFor(() => requests.length === 1);
			impatient.abort();
			await expect(first).rejects.toThrow();
			// The download ends with the post that it was for.
			await waitFor(() => underWay === 0);

			expect(await post(url, ...signed(photo('/silent')))).toMatchObject({ status: 200 });
			expect(await post(url, ...signed(photo('/silent')))).toMatchObject({ status: 200 });
			expect(executions).toMatchObject([
				[[{ json: { fileDownload: { error: expect.stringContaining('longer than Google') } } }]],
			]);
			expect(requests).toHaveLength(1);
		}, downloading());
	});
});
