import type { FastifyInstance } from 'fastify';

import { notFound } from './errors';
import type { Services } from './services';

/**
 * `GET /emulator/files/{uid}`: the bytes of uploaded files, for the phone page, and of files that
 * people sent, for whom the webhook told. One by URL that was never fetched is redirected to.
 */
export async function fileContentRoutes(app: FastifyInstance, { files }: Services): Promise<void> {
	app.get<{ Params: { uid: string } }>('/emulator/files/:uid', async (request, reply) => {
		const file = files.get(request.params.uid);
		if (file?.sourceUrl !== undefined) return await reply.redirect(file.sourceUrl);
		if (!file?.bytes) throw notFound('There is no such file, or its bytes had to make room.');
		return await reply
			.header('x-content-type-options', 'nosniff')
			.header('content-security-policy', 'sandbox')
			.type(file.mimeType ?? 'application/octet-stream')
			.send(file.bytes);
	});
}
