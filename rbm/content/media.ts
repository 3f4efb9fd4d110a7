import { RbmInputError } from '../inputError';
import type { ContentInfo, Media, UploadedRbmFile } from '../types';
import {
	exactlyOne,
	given,
	objectAt,
	optionalChoice,
	optionalText,
	requiredText,
	webUrl,
} from './check';
import { present } from '../present';

/** Google states no limit for alternative texts; this only keeps nonsense out. */
const ALT_TEXT = 2000;

function fileName(field: string, value: unknown): string {
	const name = requiredText(field, value, 256).trim();
	if (/^files\/[\w.-]+$/.test(name)) return name;
	throw new RbmInputError(
		field,
		`"${name.slice(0, 40)}" is not the name of an uploaded file`,
		'Use the name that File → Upload gives, like files/abc123.',
	);
}

/** A file by URL. @throws RbmInputError naming the field */
export function checkContentInfo(prefix: string, value: unknown): ContentInfo {
	const known = ['fileUrl', 'thumbnailUrl', 'forceRefresh'];
	const fields = objectAt(`${prefix}Media`, value, known);
	const thumbnail = given(fields.thumbnailUrl);
	const refresh = given(fields.forceRefresh);
	if (refresh !== undefined && typeof refresh !== 'boolean') {
		throw new RbmInputError(`${prefix}Force Refresh`, 'is not true or false', 'Use true or false.');
	}
	return present({
		fileUrl: webUrl(`${prefix}File URL`, fields.fileUrl),
		thumbnailUrl: thumbnail === undefined ? undefined : webUrl(`${prefix}Thumbnail URL`, thumbnail),
		forceRefresh: refresh === true ? true : undefined,
	});
}

/** A file uploaded before. @throws RbmInputError naming the field */
export function checkUploadedFile(prefix: string, value: unknown): UploadedRbmFile {
	const fields = objectAt(`${prefix}Media`, value, ['fileName', 'thumbnailName']);
	const thumbnail = given(fields.thumbnailName);
	return present({
		fileName: fileName(`${prefix}File Name`, fields.fileName),
		thumbnailName:
			thumbnail === undefined ? undefined : fileName(`${prefix}Thumbnail Name`, thumbnail),
	});
}

/** The media of a card. @throws RbmInputError naming the field */
export function checkMedia(prefix: string, value: unknown): Media {
	const known = ['height', 'contentInfo', 'uploadedRbmFile', 'contentDescription'];
	const name = `${prefix}Media`;
	const fields = objectAt(name, value, known);
	const kind = exactlyOne(name, fields, ['contentInfo', 'uploadedRbmFile']);
	return present({
		height: optionalChoice(`${prefix}Media Height`, fields.height, [
			'HEIGHT_UNSPECIFIED',
			'SHORT',
			'MEDIUM',
			'TALL',
		]),
		contentInfo: kind === 'contentInfo' ? checkContentInfo(prefix, fields.contentInfo) : undefined,
		uploadedRbmFile:
			kind === 'uploadedRbmFile' ? checkUploadedFile(prefix, fields.uploadedRbmFile) : undefined,
		contentDescription: optionalText(`${prefix}Alt Text`, fields.contentDescription, ALT_TEXT),
	});
}
