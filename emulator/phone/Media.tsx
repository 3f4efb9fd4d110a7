import { useState } from 'preact/hooks';
import type { ContentInfo, Media, UploadedRbmFile } from '../../rbm/types';
import { Icon } from './Icon';
import { safeLink, safeMedia } from './safeLink';

const PICTURE = /\.(jpe?g|png|gif|webp)$/i;
const FILM = /\.(mp4|m4v|webm|mpe?g|mpeg4|h263)$/i;

interface FileSource {
	contentInfo?: ContentInfo;
	uploadedRbmFile?: UploadedRbmFile;
}

/** A file that is a message of its own. */
export function FileMessage(file: FileSource) {
	const picture = <Picture file={file} description="" />;
	if (hasPicture(file)) {
		const href = safeLink(file.contentInfo?.fileUrl);
		return (
			<div class="bubble bubble-media" data-testid="file">
				{href ? (
					<a
						href={href}
						target="_blank"
						rel="noopener noreferrer"
						aria-label={`Open ${nameOf(file)}`}
					>
						{picture}
					</a>
				) : (
					picture
				)}
			</div>
		);
	}
	return (
		<div class="bubble" data-testid="file">
			<FileTile file={file} />
		</div>
	);
}

/** The picture or film on top of a card, as high as the agent asked for. */
export function CardMedia({ media }: { media: Media }) {
	const height = media.height === 'SHORT' || media.height === 'TALL' ? media.height : 'MEDIUM';
	return (
		<div class={`card-media card-media-${height.toLowerCase()}`}>
			<Picture file={media} description={media.contentDescription ?? ''} />
		</div>
	);
}

/** Shows what can be shown of a file; one that does not load is named instead. */
function Picture({ file, description }: { file: FileSource; description: string }) {
	const [failed, setFailed] = useState(false);
	const source = pictureOf(file);
	if (!source || failed) {
		return (
			<span class="media-missing">
				<Icon name="file" />
				<span class="ellipsis">{description || nameOf(file)}</span>
			</span>
		);
	}
	return (
		<>
			<img
				src={source}
				alt={description}
				loading="lazy"
				referrerpolicy="no-referrer"
				onError={() => setFailed(true)}
			/>
			{FILM.test(pathOf(file)) && (
				<span class="play">
					<Icon name="play" />
				</span>
			)}
		</>
	);
}

function FileTile({ file }: { file: FileSource }) {
	const href = safeLink(file.contentInfo?.fileUrl);
	return (
		<span class="file-tile">
			<Icon name="file" />
			{href ? (
				<a class="ellipsis" href={href} target="_blank" rel="noopener noreferrer">
					{nameOf(file)}
				</a>
			) : (
				<span class="ellipsis">{nameOf(file)}</span>
			)}
		</span>
	);
}

function hasPicture(file: FileSource): boolean {
	return pictureOf(file) !== undefined;
}

function pictureOf({ contentInfo }: FileSource): string | undefined {
	const thumbnail = safeMedia(contentInfo?.thumbnailUrl);
	if (thumbnail) return thumbnail;
	const file = safeMedia(contentInfo?.fileUrl);
	return file && PICTURE.test(new URL(file).pathname) ? file : undefined;
}

function pathOf({ contentInfo }: FileSource): string {
	const file = safeMedia(contentInfo?.fileUrl);
	return file ? new URL(file).pathname : '';
}

function nameOf(file: FileSource): string {
	const last = pathOf(file).split('/').at(-1);
	return last || file.contentInfo?.fileUrl || file.uploadedRbmFile?.fileName || 'File';
}
