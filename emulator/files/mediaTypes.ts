import { AUDIO_TYPES, IMAGE_TYPES, PDF_TYPE, VIDEO_TYPES } from '../../rbm/mediaTypes';

const IMAGES: readonly string[] = IMAGE_TYPES;
const AUDIO: readonly string[] = AUDIO_TYPES;

/** Endings of files that are never fetched; they are all that tells what such a file is. */
const BY_ENDING: Record<string, string> = {
	jpeg: 'image/jpeg',
	jpg: 'image/jpeg',
	gif: 'image/gif',
	png: 'image/png',
	m4v: 'video/m4v',
	mp4: 'video/mp4',
	mpeg: 'video/mpeg',
	webm: 'video/webm',
	pdf: PDF_TYPE,
	aac: 'audio/aac',
	mp3: 'audio/mp3',
	ogg: 'audio/ogg',
};

/** The bare type of a Content-Type header, in lower case; undefined when there is none. */
export function bareType(contentType: string | null | undefined): string | undefined {
	return contentType?.split(';')[0]!.trim().toLowerCase() || undefined;
}

/** Whether a file of this type can be sent at all. */
export function isMediaType(type: string): boolean {
	return [...IMAGES, ...VIDEO_TYPES, ...AUDIO, PDF_TYPE].includes(type);
}

/** Whether it can be a thumbnail. */
export function isImageType(type: string): boolean {
	return IMAGES.includes(type);
}

/** Whether it can be heard only, and so has no place in a rich card. */
export function isAudioType(type: string): boolean {
	return AUDIO.includes(type);
}

/** Whether it is a PDF, which not every phone shows in a rich card. */
export function isPdfType(type: string): boolean {
	return type === PDF_TYPE;
}

/** What the ending of a URL's path makes one think. */
export function typeByEnding(url: string): string | undefined {
	return BY_ENDING[/\.([a-z0-9]+)$/i.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? ''];
}
