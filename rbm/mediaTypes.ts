/**
 * Media that RBM takes (guides/build/messages/send). Images and videos go anywhere; PDF in rich
 * cards only in India; audio only as a plain file.
 */
export const IMAGE_TYPES = ['image/jpeg', 'image/jpg', 'image/gif', 'image/png'] as const;
export const VIDEO_TYPES = [
	'video/h263',
	'video/m4v',
	'video/mp4',
	'video/mpeg',
	'video/mpeg4',
	'video/webm',
] as const;
export const AUDIO_TYPES = [
	'audio/aac',
	'audio/mp3',
	'audio/mpeg',
	'audio/mpg',
	'audio/mp4',
	'audio/mp4-latm',
	'audio/3gpp',
	'audio/ogg',
	'application/ogg',
] as const;
export const PDF_TYPE = 'application/pdf';

/** What a file is for: it decides which types are taken. */
export type MediaPurpose = 'file' | 'card' | 'thumbnail';

const TYPES: Record<MediaPurpose, readonly string[]> = {
	file: [...IMAGE_TYPES, ...VIDEO_TYPES, ...AUDIO_TYPES, PDF_TYPE],
	card: [...IMAGE_TYPES, ...VIDEO_TYPES, PDF_TYPE],
	thumbnail: IMAGE_TYPES,
};

/** The types taken for a purpose, without parameters and in lower case. */
export function mediaTypesFor(purpose: MediaPurpose): readonly string[] {
	return TYPES[purpose];
}

/** A Content-Type without its parameters, in lower case. */
export function bareMediaType(contentType: string): string {
	return contentType.split(';', 1)[0]!.trim().toLowerCase();
}
