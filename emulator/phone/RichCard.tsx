import type { CardContent, RichCard } from '../../rbm/types';
import type { AgentView, PhoneView } from '../view';
import type { NumberedSuggestion } from './conversations';
import { LinkedText } from './LinkedText';
import { CardMedia } from './Media';
import type { MediaTypes } from './mediaSource';
import { Suggestions } from './Suggestions';

interface Buttons {
	agent: AgentView;
	phone: PhoneView;
	tapped: number | undefined;
	onTap: (index: number) => Promise<boolean>;
}

/** One rich card: media, title, description, buttons. */
export function Card(
	props: Buttons & {
		content: CardContent;
		mediaTypes: MediaTypes;
		suggestions: NumberedSuggestion[];
		horizontal?: boolean;
		imageRight?: boolean;
	},
) {
	const { content, mediaTypes, suggestions, horizontal, imageRight, ...buttons } = props;
	const classes = ['card'];
	if (horizontal) classes.push('card-horizontal');
	if (imageRight) classes.push('card-image-right');
	return (
		<div class={classes.join(' ')} data-testid="rich-card">
			{content.media && <CardMedia media={content.media} mediaTypes={mediaTypes} />}
			<div class="card-body">
				{content.title && (
					<p class="card-title" dir="auto">
						{content.title}
					</p>
				)}
				{content.description && (
					<p class="card-description">
						<LinkedText text={content.description} />
					</p>
				)}
			</div>
			<Suggestions
				label={content.title ? `Suggestions of ${content.title}` : 'Suggestions of this card'}
				look="buttons"
				suggestions={suggestions}
				{...buttons}
			/>
		</div>
	);
}

/** Cards side by side, to be scrolled through. */
export function Carousel(
	props: Buttons & {
		carousel: NonNullable<RichCard['carouselCard']>;
		mediaTypes: MediaTypes;
		suggestions: NumberedSuggestion[][];
	},
) {
	const { carousel, mediaTypes, suggestions, ...buttons } = props;
	const { cardContents, cardWidth } = carousel;
	return (
		<div
			class={`carousel carousel-${cardWidth === 'SMALL' ? 'small' : 'medium'}`}
			role="group"
			aria-label={`Carousel of ${cardContents.length} cards`}
			data-testid="carousel"
			tabIndex={0}
		>
			{cardContents.map((content, at) => (
				<Card
					key={at}
					{...buttons}
					content={content}
					mediaTypes={mediaTypes}
					suggestions={suggestions[at] ?? []}
				/>
			))}
		</div>
	);
}
