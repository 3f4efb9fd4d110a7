import { given, webUrl } from './content/check';
import { FOREIGN_AGENT, type RbmRequest } from './request';

/**
 * Brings a file to RBM by its address; the answer is `{"name": "files/…"}`. Samples have the agent in
 * the query, the reference in the body, so it is in both.
 *
 * @throws RbmInputError when an address is none
 */
export function fileByUrlRequest(
	agentId: string,
	{ fileUrl, thumbnailUrl }: { fileUrl: unknown; thumbnailUrl?: unknown },
): RbmRequest {
	const thumbnail = given(thumbnailUrl);
	return {
		api: 'messaging',
		method: 'POST',
		path: '/v1/files',
		query: { agentId },
		body: {
			agentId,
			fileUrl: webUrl('File URL', fileUrl),
			...(thumbnail !== undefined && { thumbnailUrl: webUrl('Thumbnail URL', thumbnail) }),
		},
		hints: {
			...FOREIGN_AGENT,
			400: 'The address must be public, redirect once at most, and answer with the right Content-Type.',
		},
	};
}
