import { formatBytes } from './format';

/** Largest file this page sends; the platform takes more, but a browser tab should not. */
const MAX_BYTES = 10 * 1024 * 1024;

/** A file as the emulator takes it. */
export interface UploadedFile {
	fileName: string;
	mimeType: string;
	base64: string;
}

/**
 * Reads a file the person chose.
 *
 * @throws Error with words for the person, for one that is empty, too large or cannot be read
 */
export async function readUpload(file: File): Promise<UploadedFile> {
	if (file.size === 0) throw new Error(`${file.name} is empty, so there is nothing to send.`);
	if (file.size > MAX_BYTES) {
		throw new Error(`${file.name} has ${formatBytes(file.size)}. Files here can have up to 10 MB.`);
	}
	// A browser may know no type, or one with parameters.
	const mimeType = file.type.split(';')[0]?.trim() || 'application/octet-stream';
	return { fileName: file.name, mimeType, base64: await base64Of(file) };
}

async function base64Of(file: File): Promise<string> {
	return await new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
		reader.onerror = () => reject(new Error(`${file.name} could not be read.`));
		reader.readAsDataURL(file);
	});
}
