import type { ContentInfo, UploadedRbmFile } from '../../rbm/types';
import type { UserFileView } from '../view';
import { formatBytes } from './format';
import { safeMedia } from './safeLink';

/** What a phone makes of a file. */
export type MediaKind = 'picture' | 'film' | 'sound' | 'document';

/** A file ready to be shown, wherever it comes from. */
export interface MediaSource {
	kind: MediaKind;
	/** What to call it. */
	name: string;
	/** More about it, for a second line: its size, or the host it is on. */
	detail: string;
	/** Where its bytes are; undefined for an address that is not followed. */
	href?: string;
	/** A small picture that stands for it. */
	thumbnail?: string;
}

/** How an agent names a file: by URL or by the name of an upload. */
export interface AgentFile {
	contentInfo?: ContentInfo;
	uploadedRbmFile?: UploadedRbmFile;
}

/** MIME types of uploaded files by name, such as `files/…`. */
export type MediaTypes = Record<string, string> | undefined;

const ENDINGS: Array<[MediaKind, RegExp]> = [
	['picture', /\.(jpe?g|png|gif|webp)$/i],
	['film', /\.(mp4|m4v|webm|mpe?g|mpeg4|h263)$/i],
	['sound', /\.(mp3|mpga|aac|m4a|ogg|oga|3gpp?|amr|wav)$/i],
];

const NAMES: Record<MediaKind, string> = {
	picture: 'Picture',
	film: 'Video',
	sound: 'Audio',
	document: 'File',
};

/** What an agent sent. */
export function agentMedia(file: AgentFile, mediaTypes: MediaTypes): MediaSource {
	const { contentInfo, uploadedRbmFile } = file;
	if (uploadedRbmFile) {
		const { fileName, thumbnailName } = uploadedRbmFile;
		const mimeType = mediaTypes?.[fileName];
		return {
			kind: kindOfType(mimeType),
			name: nameOfType(mimeType),
			detail: 'Uploaded by the agent',
			href: uploadPath(fileName),
			thumbnail: thumbnailName && uploadPath(thumbnailName),
		};
	}
	const href = safeMedia(contentInfo?.fileUrl);
	const { pathname = '', host = '' } = href ? new URL(href) : {};
	return {
		kind: ENDINGS.find(([, ending]) => ending.test(pathname))?.[0] ?? 'document',
		name: decoded(pathname.split('/').at(-1)) || contentInfo?.fileUrl || 'File',
		detail: host,
		href,
		thumbnail: safeMedia(contentInfo?.thumbnailUrl),
	};
}

/** What the person sent. */
export function userMedia({ path, fileName, mimeType, fileSizeBytes }: UserFileView): MediaSource {
	return {
		kind: kindOfType(mimeType),
		name: fileName,
		detail: formatBytes(fileSizeBytes),
		href: path,
	};
}

function kindOfType(mimeType = ''): MediaKind {
	if (mimeType.startsWith('image/')) return 'picture';
	if (mimeType.startsWith('video/')) return 'film';
	return mimeType.startsWith('audio/') || mimeType === 'application/ogg' ? 'sound' : 'document';
}

function nameOfType(mimeType: string | undefined): string {
	return mimeType === 'application/pdf' ? 'PDF document' : NAMES[kindOfType(mimeType)];
}

/** `files/<uid>` is served by the emulator; whatever else an agent wrote cannot leave that folder. */
function uploadPath(name: string): string {
	return `/emulator/files/${encodeURIComponent(name.replace(/^files\//, ''))}`;
}

function decoded(part = ''): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
