import type { AgentEntryView, AgentView, PhoneView } from '../view';
import { numberedSuggestions } from './conversations';
import { LinkedText } from './LinkedText';
import { FileBubble } from './Media';
import { agentMedia } from './mediaSource';
import { Carousel, Card } from './RichCard';

/** What an agent's message holds: text, a file, a card or a carousel. */
export function AgentContent(props: {
	entry: AgentEntryView;
	agent: AgentView;
	phone: PhoneView;
	onTap: (index: number) => Promise<boolean>;
}) {
	const { entry, agent, phone, onTap } = props;
	const { text, richCard, contentInfo, uploadedRbmFile } = entry.content;
	const { mediaTypes } = entry;
	const { cards } = numberedSuggestions(entry.content);
	const buttons = { agent, phone, onTap, tapped: entry.tappedSuggestion };

	if (richCard?.standaloneCard) {
		const { standaloneCard } = richCard;
		return (
			<Card
				{...buttons}
				mediaTypes={mediaTypes}
				content={standaloneCard.cardContent}
				suggestions={cards[0] ?? []}
				horizontal={standaloneCard.cardOrientation === 'HORIZONTAL'}
				imageRight={standaloneCard.thumbnailImageAlignment === 'RIGHT'}
			/>
		);
	}
	if (richCard?.carouselCard) {
		return (
			<Carousel
				{...buttons}
				mediaTypes={mediaTypes}
				carousel={richCard.carouselCard}
				suggestions={cards}
			/>
		);
	}
	if (contentInfo || uploadedRbmFile) {
		return <FileBubble source={agentMedia({ contentInfo, uploadedRbmFile }, mediaTypes)} />;
	}
	return (
		<div class="bubble">
			<LinkedText text={text ?? ''} />
		</div>
	);
}
