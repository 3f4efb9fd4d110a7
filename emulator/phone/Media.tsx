import { useState } from 'preact/hooks';
import type { Media } from '../../rbm/types';
import { Film } from './Film';
import { Icon } from './Icon';
import { agentMedia, type MediaSource, type MediaTypes } from './mediaSource';
import { MEDIA_ICONS, Picture } from './Picture';

/** A file that is a message of its own. */
export function FileBubble({ source }: { source: MediaSource }) {
	if (isVisual(source)) {
		return (
			<div class="bubble bubble-media" data-testid="file">
				<Visual source={source} description="" />
			</div>
		);
	}
	return (
		<div class="bubble" data-testid="file">
			{source.kind === 'sound' ? <Sound source={source} /> : <FileTile source={source} />}
		</div>
	);
}

/** The picture, film or document on top of a card, as high as the agent asked for. */
export function CardMedia({ media, mediaTypes }: { media: Media; mediaTypes: MediaTypes }) {
	const height = media.height === 'SHORT' || media.height === 'TALL' ? media.height : 'MEDIUM';
	const source = agentMedia(media, mediaTypes);
	const description = media.contentDescription ?? '';
	return (
		<div class={`card-media card-media-${height.toLowerCase()}`}>
			{isVisual(source) ? (
				<Visual source={source} description={description} inCard />
			) : (
				<FileTile source={description ? { ...source, name: description } : source} />
			)}
		</div>
	);
}

/** Whether there is something to look at. */
function isVisual({ kind, thumbnail, href }: MediaSource): boolean {
	return thumbnail !== undefined || kind === 'film' || (kind === 'picture' && href !== undefined);
}

/** A film, or a picture; outside cards, and for documents, it leads to the file. */
function Visual(props: { source: MediaSource; description: string; inCard?: boolean }) {
	const { source, description, inCard = false } = props;
	const { kind, href, thumbnail } = source;
	if (kind === 'film') return <Film source={source} description={description} />;
	const from = thumbnail ?? href ?? '';
	if (href === undefined || (inCard && kind === 'picture')) {
		return <Picture source={source} from={from} description={description} />;
	}
	return (
		<a class="media-link" href={href} target="_blank" rel="noopener noreferrer">
			<span class="visually-hidden">Open </span>
			<Picture source={source} from={from} description={description || source.name} />
		</a>
	);
}

/** A sound with the browser's own controls; one that does not load becomes a file. */
function Sound({ source }: { source: MediaSource }) {
	const [failed, setFailed] = useState(false);
	if (source.href === undefined || failed) return <FileTile source={source} />;
	return (
		<span class="sound">
			<span class="ellipsis" dir="auto">
				{source.name}
			</span>
			<audio
				src={source.href}
				controls
				preload="metadata"
				aria-label={source.name}
				onError={() => setFailed(true)}
			/>
		</span>
	);
}

function FileTile({ source }: { source: MediaSource }) {
	const { kind, name, detail, href } = source;
	return (
		<span class="file-tile">
			<span class="file-glyph">
				<Icon name={MEDIA_ICONS[kind]} />
			</span>
			<span class="file-text">
				{href ? (
					<a class="ellipsis" href={href} target="_blank" rel="noopener noreferrer" dir="auto">
						{name}
					</a>
				) : (
					<span class="ellipsis" dir="auto">
						{name}
					</span>
				)}
				{detail && <span class="file-detail ellipsis">{detail}</span>}
			</span>
		</span>
	);
}
