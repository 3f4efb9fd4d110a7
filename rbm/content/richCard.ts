import { RbmInputError } from '../inputError';
import { LIMITS } from '../limits';
import type { CardContent, RichCard } from '../types';
import { exactlyOne, given, listAt, objectAt, optionalChoice, optionalText } from './check';
import { present } from '../present';
import { checkMedia } from './media';
import { checkSuggestions } from './suggestion';

function cardContent(prefix: string, value: unknown): CardContent {
	const name = prefix === '' ? 'Card' : prefix.replace(/, $/, '');
	const fields = objectAt(name, value, ['title', 'description', 'media', 'suggestions']);
	const media = given(fields.media);
	const card = present({
		title: optionalText(`${prefix}Title`, fields.title, LIMITS.cardTitle),
		description: optionalText(`${prefix}Description`, fields.description, LIMITS.cardDescription),
		media: media === undefined ? undefined : checkMedia(prefix, media),
		suggestions: checkSuggestions(fields.suggestions, LIMITS.suggestionsPerCard, prefix || 'Card '),
	});
	if (!card.title && !card.description && !card.media) {
		throw new RbmInputError(
			name,
			'has neither title, description nor media',
			'Fill in at least one of them.',
		);
	}
	return card;
}

function standaloneCard(value: unknown): RichCard['standaloneCard'] {
	const known = ['cardOrientation', 'thumbnailImageAlignment', 'cardContent'];
	const fields = objectAt('Card', value, known);
	return present({
		// The platform wants one; vertical is what people expect.
		cardOrientation:
			optionalChoice('Orientation', fields.cardOrientation, [
				'CARD_ORIENTATION_UNSPECIFIED',
				'HORIZONTAL',
				'VERTICAL',
			]) ?? 'VERTICAL',
		thumbnailImageAlignment: optionalChoice('Media Side', fields.thumbnailImageAlignment, [
			'THUMBNAIL_IMAGE_ALIGNMENT_UNSPECIFIED',
			'LEFT',
			'RIGHT',
		]),
		cardContent: cardContent('', fields.cardContent),
	});
}

function carouselCard(value: unknown): RichCard['carouselCard'] {
	const fields = objectAt('Carousel', value, ['cardWidth', 'cardContents']);
	const list = listAt('Cards', fields.cardContents);
	const { carouselMin, carouselMax } = LIMITS;
	if (list.length < carouselMin || list.length > carouselMax) {
		throw new RbmInputError(
			'Cards',
			`there are ${list.length}, a carousel has ${carouselMin} to ${carouselMax}`,
			list.length < carouselMin ? 'Add cards, or send a rich card.' : 'Remove cards.',
		);
	}
	const cardWidth =
		optionalChoice('Card Width', fields.cardWidth, ['CARD_WIDTH_UNSPECIFIED', 'SMALL', 'MEDIUM']) ??
		'MEDIUM';
	const cardContents = list.map((card, index) => cardContent(`Card ${index + 1}, `, card));
	const tall = cardContents.findIndex(({ media }) => media?.height === 'TALL');
	if (cardWidth === 'SMALL' && tall !== -1) {
		throw new RbmInputError(
			`Card ${tall + 1}, Media Height`,
			'cannot be tall in a carousel of small cards',
			'Choose Short or Medium, or make the cards Medium wide.',
		);
	}
	return { cardWidth, cardContents };
}

/** A rich card or a carousel of 2 to 10. @throws RbmInputError naming card, field and limit */
export function checkRichCard(value: unknown): RichCard {
	const fields = objectAt('Rich Card', value, ['standaloneCard', 'carouselCard']);
	return exactlyOne('Rich Card', fields, ['standaloneCard', 'carouselCard']) === 'standaloneCard'
		? { standaloneCard: standaloneCard(fields.standaloneCard) }
		: { carouselCard: carouselCard(fields.carouselCard) };
}
