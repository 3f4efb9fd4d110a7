import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { LIMITS } from '../../rbm/limits';
import { bareType, isMediaType, typeByEnding } from '../files/mediaTypes';
import type { OriginFile } from '../files/origins';
import { webUrl } from '../message/fields';
import { checkThumbnail } from '../message/media';
import { parseBody } from '../message/violations';
import { findAgent } from '../platform/agentSide';
import { invalidArgument } from './errors';
import { readQuery } from './query';
import type { Services } from './services';

const byUrl = z.strictObject({
	agentId: z.string().optional(),
	fileUrl: webUrl,
	thumbnailUrl: webUrl.optional(),
	/** In Google's clients, not in its newest reference; it shows nowhere. */
	contentDescription: z.string().optional(),
	name: z.unknown().optional(),
});

/** That an upload is refused for its type or for being empty is a guess, as is the text. */
function checkUpload(type: string | undefined, size: number): string {
	if (type === undefined || !isMediaType(type)) {
		throw invalidArgument('', `Invalid media: files of type ${type ?? '(none)'} cannot be sent.`);
	}
	if (size === 0) throw invalidArgument('', 'Invalid media: the file is empty.');
	return type;
}

/** `POST /v1/files` takes a file by URL, `POST /upload/v1/files` its bytes. */
export async function fileRoutes(app: FastifyInstance, services: Services): Promise<void> {
	const { files, origins, platform } = services;

	async function look(url: string, field: string): Promise<OriginFile | undefined> {
		const found = await origins.look(url, { redirects: 1, keep: true });
		if (!('problem' in found)) return found.file;
		throw invalidArgument(field, `Invalid value at '${field}': ${found.problem}`);
	}

	app.post('/v1/files', async (request) => {
		const query = readQuery(request.query, ['agentId']);
		const body = parseBody(byUrl, request.body);
		findAgent(platform, body.agentId ?? query.agentId);
		const file = await look(body.fileUrl, 'file_url');
		if (body.thumbnailUrl !== undefined) {
			checkThumbnail((await look(body.thumbnailUrl, 'thumbnail_url')) ?? {}, 'thumbnail_url');
		}
		const mimeType = typeByEnding(body.fileUrl);
		const known = file ?? { sourceUrl: body.fileUrl, ...(mimeType !== undefined && { mimeType }) };
		return { name: `files/${files.add({ from: 'partner', ...known }).uid}` };
	});

	await app.register(async (upload) => {
		upload.removeAllContentTypeParsers();
		upload.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, (_request, bytes, done) =>
			done(null, bytes),
		);

		// A body over the limit is 413, as generic front ends answer; Google's code is not known.
		const options = { bodyLimit: LIMITS.fileBytes };
		upload.post<{ Body?: Buffer }>('/upload/v1/files', options, async (request) => {
			const { agentId } = readQuery(request.query, ['agentId']);
			findAgent(platform, agentId);
			const bytes = request.body ?? Buffer.alloc(0);
			const size = bytes.length;
			const mimeType = checkUpload(bareType(request.headers['content-type']), size);
			return { name: `files/${files.add({ from: 'partner', mimeType, size, bytes }).uid}` };
		});
	});
}
