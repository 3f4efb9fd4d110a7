import { useEffect, useState } from 'preact/hooks';
import { Icon, type IconName } from './Icon';
import type { MediaKind, MediaSource } from './mediaSource';

/** The icon that stands for a kind of file. */
export const MEDIA_ICONS: Record<MediaKind, IconName> = {
	picture: 'picture',
	film: 'film',
	sound: 'sound',
	document: 'file',
};

/** A picture, or the thumbnail of something else; one that does not load is named instead. */
export function Picture(props: {
	source: MediaSource;
	/** Where the picture is. */
	from: string;
	description: string;
}) {
	const { source, from, description } = props;
	const [failed, setFailed] = useState(false);
	useEffect(() => setFailed(false), [from]);
	if (failed) return <MediaMissing source={source} description={description} />;
	return (
		<img
			src={from}
			alt={description}
			loading="lazy"
			referrerpolicy="no-referrer"
			onError={() => setFailed(true)}
		/>
	);
}

/** Stands where a picture or a film could not be loaded: what it is, and where it should come from. */
export function MediaMissing(props: { source: MediaSource; description: string }) {
	const { source, description } = props;
	return (
		<span class="media-missing">
			<Icon name={MEDIA_ICONS[source.kind]} />
			<span class="ellipsis" dir="auto">
				{description || source.name}
			</span>
			{source.detail && <span class="media-missing-from ellipsis">{source.detail}</span>}
			<span class="visually-hidden">, could not be loaded</span>
		</span>
	);
}
