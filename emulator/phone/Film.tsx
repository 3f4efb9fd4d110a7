import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './Icon';
import type { MediaSource } from './mediaSource';
import { MediaMissing, Picture } from './Picture';

/** A film: its thumbnail or first frame, and the film itself once the person wants it. */
export function Film({ source, description }: { source: MediaSource; description: string }) {
	const [state, setState] = useState<'still' | 'playing' | 'failed'>('still');
	const { href, thumbnail } = source;
	const name = description || source.name;
	const fail = () => setState('failed');

	if (href === undefined || state === 'failed') {
		return <MediaMissing source={source} description={description} />;
	}
	if (state === 'playing') return <Player href={href} name={name} onError={fail} />;
	return (
		<>
			{thumbnail === undefined ? (
				// A little into the film, as a first frame is often black.
				<video
					class="film-still"
					src={`${href}#t=0.1`}
					preload="metadata"
					muted
					playsInline
					tabIndex={-1}
					aria-hidden="true"
					onError={fail}
				/>
			) : (
				<Picture source={source} from={thumbnail} description={description} />
			)}
			<button
				type="button"
				class="play"
				aria-label={name === 'Video' ? 'Play the video' : `Play ${name}`}
				onClick={() => setState('playing')}
			>
				<Icon name="play" />
			</button>
		</>
	);
}

function Player({ href, name, onError }: { href: string; name: string; onError: () => void }) {
	const video = useRef<HTMLVideoElement>(null);
	// The button that was pressed is gone.
	useEffect(() => video.current?.focus(), []);
	return <video ref={video} src={href} controls autoPlay aria-label={name} onError={onError} />;
}
