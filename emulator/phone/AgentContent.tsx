import type { AgentEntryView, AgentView, PhoneView } from '../view';
import { FileMessage } from './Media';
import { LinkedText } from './LinkedText';
import { Carousel, Card } from './RichCard';

/** What an agent's message holds: text, a file, a card or a carousel. */
export function AgentContent(props: {
	entry: AgentEntryView;
	agent: AgentView;
	phone: PhoneView;
	onTap: (suggestionIndex: number, cardIndex: number) => Promise<boolean>;
}) {
	const { entry, agent, phone, onTap } = props;
	const { text, richCard, contentInfo, uploadedRbmFile } = entry.content;
	const buttons = { agent, phone, onTap };

	if (richCard?.standaloneCard) {
		const { standaloneCard } = richCard;
		return (
			<Card
				{...buttons}
				content={standaloneCard.cardContent}
				cardIndex={0}
				horizontal={standaloneCard.cardOrientation === 'HORIZONTAL'}
				imageRight={standaloneCard.thumbnailImageAlignment === 'RIGHT'}
			/>
		);
	}
	if (richCard?.carouselCard) {
		return <Carousel {...buttons} carousel={richCard.carouselCard} />;
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
