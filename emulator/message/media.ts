import { LIMITS } from '../../rbm/limits';
import type { AgentContentMessage, Media, RbmFeature } from '../../rbm/types';
import { invalidArgument } from '../api/errors';
import type { FileStore } from '../files/fileStore';
import { isAudioType, isImageType, isPdfType, typeByEnding } from '../files/mediaTypes';
import type { Origins } from '../files/origins';

/** Where files are looked up. */
export interface FileSources {
	files: FileStore;
	origins: Origins;
}

/** What the files of a message come to. */
export interface MediaFacts {
	/** Bytes of the files, as far as they are known; that thumbnails do not count is a guess. */
	payloadBytes: number;
	/** What a device must be able to do to show them. */
	features: RbmFeature[];
	/** Types of uploaded files by name, for those that show them. */
	mediaTypes: Record<string, string>;
}

/** The facts of a message without files. */
export const NO_MEDIA: MediaFacts = { payloadBytes: 0, features: [], mediaTypes: {} };

/** What is known of a file: a URL that is not looked at has no size, and at most a type by its ending. */
export interface KnownFile {
	mimeType?: string;
	size?: number;
}

/** One file or thumbnail that a message names, with the proto path of the name. */
type FileReference = {
	field: string;
	isThumbnail: boolean;
	inCard: boolean;
} & ({ name: string } | { url: string; refresh?: boolean });

const ROOT = 'agent_message.content_message';

function referencesIn(
	{ contentInfo, uploadedRbmFile }: Pick<Media, 'contentInfo' | 'uploadedRbmFile'>,
	path: string,
	inCard: boolean,
): FileReference[] {
	const { fileUrl, thumbnailUrl, forceRefresh: refresh } = contentInfo ?? {};
	const { fileName, thumbnailName } = uploadedRbmFile ?? {};
	const byUrl = (url: string | undefined, field: string, isThumbnail: boolean) =>
		url === undefined
			? []
			: [{ url, refresh, field: `${path}.content_info.${field}`, isThumbnail, inCard }];
	const byName = (name: string | undefined, field: string, isThumbnail: boolean) =>
		name === undefined
			? []
			: [{ name, field: `${path}.uploaded_rbm_file.${field}`, isThumbnail, inCard }];
	return [
		...byUrl(fileUrl, 'file_url', false),
		...byUrl(thumbnailUrl, 'thumbnail_url', true),
		...byName(fileName, 'file_name', false),
		...byName(thumbnailName, 'thumbnail_name', true),
	];
}

function referencesOf(content: AgentContentMessage): FileReference[] {
	const { standaloneCard, carouselCard } = content.richCard ?? {};
	const standalone = standaloneCard?.cardContent.media ?? {};
	const cards = carouselCard?.cardContents ?? [];
	return [
		...referencesIn(content, ROOT, false),
		...referencesIn(standalone, `${ROOT}.rich_card.standalone_card.card_content.media`, true),
		...cards.flatMap(({ media = {} }, index) =>
			referencesIn(media, `${ROOT}.rich_card.carousel_card.card_contents[${index}].media`, true),
		),
	];
}

function refuse(field: string, problem: string): Error {
	return invalidArgument(field, `Invalid value at '${field}': ${problem}`);
}

async function lookUp(reference: FileReference, sources: FileSources): Promise<KnownFile> {
	const { field } = reference;
	if ('name' in reference) {
		const file = sources.files.upload(reference.name);
		// That 400 is the answer to a name not known (any more) is a guess.
		if (!file) throw refuse(field, 'no file of this name was uploaded, or it has expired.');
		return file;
	}
	const { url, refresh } = reference;
	const look = await sources.origins.look(url, { redirects: 0, refresh });
	// Google fetches before it delivers; that a send is refused for what it meets there is a guess.
	if ('problem' in look) throw refuse(field, look.problem);
	const mimeType = typeByEnding(url);
	return look.file ?? { ...(mimeType !== undefined && { mimeType }) };
}

/**
 * Checks what is known of a thumbnail.
 *
 * @throws ApiError 400 when it is no image, or over 100 kB
 */
export function checkThumbnail({ mimeType, size = 0 }: KnownFile, field: string): void {
	if (mimeType !== undefined && !isImageType(mimeType)) {
		throw refuse(field, `a thumbnail must be a JPEG, GIF or PNG, not ${mimeType}.`);
	}
	if (size > LIMITS.thumbnailBytes) {
		throw refuse(field, `a thumbnail must not be larger than 100 kB, is ${size} bytes.`);
	}
}

/**
 * Looks up the files of a message and checks them.
 *
 * @throws ApiError 400 for an upload that is not known, a URL that gives nothing to send, a thumbnail
 *   that is none, audio in a card, or more than 100 MiB together
 */
export async function checkMedia(
	content: AgentContentMessage,
	sources: FileSources,
): Promise<MediaFacts> {
	const facts: MediaFacts = { payloadBytes: 0, features: [], mediaTypes: {} };
	for (const reference of referencesOf(content)) {
		const { field, inCard } = reference;
		const file = await lookUp(reference, sources);
		if (reference.isThumbnail) {
			checkThumbnail(file, field);
			continue;
		}
		const { mimeType, size = 0 } = file;
		facts.payloadBytes += size;
		if (mimeType === undefined) continue;
		if (inCard && isAudioType(mimeType)) {
			throw refuse(field, 'audio is not allowed in rich cards.');
		}
		if (inCard && isPdfType(mimeType)) facts.features.push('PDF_IN_RICH_CARDS');
		if ('name' in reference) facts.mediaTypes[reference.name] = mimeType;
	}
	if (facts.payloadBytes > LIMITS.fileBytes) {
		throw refuse(ROOT, 'the files together must not be larger than 100 MiB.');
	}
	return facts;
}
