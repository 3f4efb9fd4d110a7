import type { UserEntryView } from '../view';
import { Icon } from './Icon';
import { LinkedText } from './LinkedText';
import { FileBubble } from './Media';
import { userMedia } from './mediaSource';
import { mapLink, placeName } from './places';

/** What the person sent: text, a file or a location. */
export function UserContent({ entry }: { entry: UserEntryView }) {
	const { text, file, location } = entry;
	if (file) return <FileBubble source={userMedia(file)} />;
	if (location) {
		const { latitude, longitude } = location;
		const coordinates = `${latitude}, ${longitude}`;
		const name = placeName(location);
		return (
			<div class="bubble" data-testid="location">
				<span class="file-tile">
					<span class="file-glyph">
						<Icon name="pin" />
					</span>
					<span class="file-text">
						<a class="ellipsis" href={mapLink(location)} target="_blank" rel="noopener noreferrer">
							{name ?? 'Location'}
						</a>
						<span class="file-detail ellipsis">{coordinates}</span>
					</span>
				</span>
			</div>
		);
	}
	return (
		<div class="bubble">
			<LinkedText text={text} />
		</div>
	);
}
