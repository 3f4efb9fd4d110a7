import type { IBinaryData, ICredentialDataDecryptedObject, IWebhookFunctions } from 'n8n-workflow';

import type { UserFile } from '../../rbm/events';
import { LIMITS } from '../../rbm/limits';
import { describeNetworkError } from '../../rbm/networkErrors';

/** Bytes of the unit that the option counts in. */
const MEGABYTE = 1024 * 1024;
/** Megabytes that are downloaded unless the builder says otherwise. */
export const DEFAULT_LARGEST_FILE = 25;
/** Most megabytes that can be asked for: no larger file passes RBM. */
export const MOST_LARGEST_FILE = LIMITS.fileBytes / MEGABYTE;

/** A file, or why there is none: the rest of a sentence about it. */
type Download<T> = T | { error: string };

/** What a download may cost. */
export interface DownloadLimits {
	bytes: number;
	/** Schemes an address may have, as URL spells them: `https:`. */
	schemes: readonly string[];
	/** Ends the download, and with it the connection. */
	signal: AbortSignal;
}

/** The part of a streamed answer that is used; n8n promises no type for it. */
interface StreamedAnswer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: AsyncIterable<Uint8Array>;
}

/**
 * The limit that a builder set, in bytes.
 *
 * @param megabytes what the option holds, anything if it is an expression
 */
export function largestFileBytes(megabytes: unknown): number {
	const given = Number(megabytes);
	const wanted = given > 0 ? given : DEFAULT_LARGEST_FILE;
	return Math.min(wanted, MOST_LARGEST_FILE) * MEGABYTE;
}

/**
 * Schemes that files are fetched by: Google's are on https; an emulator, which a custom endpoint
 * stands for, has no certificate.
 */
export function fileSchemes({ endpoint }: ICredentialDataDecryptedObject): string[] {
	return endpoint === 'custom' ? ['https:', 'http:'] : ['https:'];
}

/**
 * Fetches what is at a link that a person's message carries. The link is all that is sent: no token,
 * since the host is not the API's, and no redirect is followed. What is counted are the bytes that
 * come out, so that a wrong size or a compressed answer cannot get past the limit. Never throws.
 */
export async function fetchFile(
	{ helpers }: Pick<IWebhookFunctions, 'helpers'>,
	{ fileUri, fileSizeBytes = 0 }: UserFile,
	{ bytes: limit, schemes, signal }: DownloadLimits,
): Promise<Download<{ bytes: Buffer }>> {
	const tooLarge = { error: `it is larger than the limit of ${limit / MEGABYTE} MB` };
	if (!URL.canParse(fileUri) || !schemes.includes(new URL(fileUri).protocol)) {
		return { error: 'its link is not an https address' };
	}
	if (fileSizeBytes > limit) return tooLarge;
	// Aborting is what closes the connection in every state; a stream nobody read cannot be destroyed.
	const over = new AbortController();
	try {
		const { statusCode, headers, body } = (await helpers.httpRequest({
			url: fileUri,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			abortSignal: AbortSignal.any([signal, over.signal]),
		})) as StreamedAnswer;
		if (statusCode !== 200) return { error: `its host answered ${statusCode}` };
		if (Number(headers['content-length']) > limit) return tooLarge;
		const chunks: Uint8Array[] = [];
		let size = 0;
		for await (const chunk of body) {
			size += chunk.length;
			if (size > limit) return tooLarge;
			chunks.push(chunk);
		}
		return { bytes: Buffer.concat(chunks) };
	} catch (error) {
		return { error: signal.aborted ? 'it took too long' : describeNetworkError(error) };
	} finally {
		over.abort();
	}
}

/** The file of a person's message as binary data, named and typed as the message says. Never throws. */
export async function downloadFile(
	context: Pick<IWebhookFunctions, 'helpers'>,
	file: UserFile,
	limits: DownloadLimits,
): Promise<Download<{ binary: IBinaryData }>> {
	const fetched = await fetchFile(context, file, limits);
	if ('error' in fetched) return fetched;
	// A name with folders would be split, and the folders shown.
	const name = file.fileName?.replace(/^.*[\\/]/s, '');
	try {
		const binary = await context.helpers.prepareBinaryData(fetched.bytes, name, file.mimeType);
		return { binary };
	} catch {
		return { error: 'n8n could not store it' };
	}
}
