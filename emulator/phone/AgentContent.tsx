import type { AgentEntryView, AgentView, PhoneView } from '../view';
import { numberedSuggestions } from './conversations';
import { FileMessage } from './Media';
import { LinkedText } from './LinkedText';
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
	const { cards } = numberedSuggestions(entry.content);
	const buttons = { agent, phone, onTap, tapped: entry.tappedSuggestion };

	if (richCard?.standaloneCard) {
		const { standaloneCard } = richCard;
		return (
			<Card
				{...buttons}
				content={standaloneCard.cardContent}
				suggestions={cards[0] ?? []}
				horizontal={standaloneCard.cardOrientation === 'HORIZONTAL'}
				imageRight={standaloneCard.thumbnailImageAlignment === 'RIGHT'}
			/>
		);
	}
	if (richCard?.carouselCard) {
		return <Carousel {...buttons} carousel={richCard.carouselCard} suggestions={cards} />;
	}
	if (contentInfo || uploadedRbmFile) {
		return <FileMessage contentInfo={contentInfo} uploadedRbmFile={uploadedRbmFile} />;
	}
	return (
		<div class="bubble">
			<LinkedText text={text ?? ''} />
		</div>
	);
}
