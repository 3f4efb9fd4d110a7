import { z } from 'zod';

import { LIMITS } from '../../rbm/limits';
import { atMost, limited, oneOf, webUrl } from './fields';
import { suggestion } from './suggestion';

/** A file by URL. What it leads to is checked apart from the shape of the message. */
export const contentInfo = z.strictObject({
	fileUrl: webUrl,
	thumbnailUrl: webUrl.optional(),
	forceRefresh: z.boolean().optional(),
});

/** A file uploaded before. Whether it is still there is checked apart from the shape as well. */
export const uploadedRbmFile = z.strictObject({
	fileName: z.string(),
	thumbnailName: z.string().optional(),
});

/** The deprecated `fileName` beside the two is not known here: nothing new should use it. */
const media = z
	.strictObject({
		height: z.enum(['HEIGHT_UNSPECIFIED', 'SHORT', 'MEDIUM', 'TALL']).optional(),
		contentInfo: contentInfo.optional(),
		uploadedRbmFile: uploadedRbmFile.optional(),
		contentDescription: z.string().optional(),
	})
	.superRefine(oneOf('content', ['contentInfo', 'uploadedRbmFile']));

const cardContent = z
	.strictObject({
		title: limited(LIMITS.cardTitle).optional(),
		description: limited(LIMITS.cardDescription).optional(),
		media: media.optional(),
		suggestions: atMost(suggestion, LIMITS.suggestionsPerCard).optional(),
	})
	.refine(({ title, description, media: file }) => Boolean(title || description || file), {
		error: 'a card must have a title, a description or media.',
	});

const standaloneCard = z.strictObject({
	cardOrientation: z.enum(['CARD_ORIENTATION_UNSPECIFIED', 'HORIZONTAL', 'VERTICAL']).optional(),
	thumbnailImageAlignment: z
		.enum(['THUMBNAIL_IMAGE_ALIGNMENT_UNSPECIFIED', 'LEFT', 'RIGHT'])
		.optional(),
	cardContent,
});

const carouselCard = z
	.strictObject({
		cardWidth: z.enum(['CARD_WIDTH_UNSPECIFIED', 'SMALL', 'MEDIUM']).optional(),
		cardContents: atMost(cardContent, LIMITS.carouselMax),
	})
	.superRefine(({ cardWidth, cardContents }, context) => {
		if (cardContents.length < LIMITS.carouselMin) {
			context.addIssue({
				code: 'custom',
				path: ['cardContents'],
				message: `must have at least ${LIMITS.carouselMin} entries, has ${cardContents.length}.`,
			});
		}
		cardContents.forEach((card, index) => {
			if (cardWidth === 'SMALL' && card.media?.height === 'TALL') {
				context.addIssue({
					code: 'custom',
					path: ['cardContents', index, 'media', 'height'],
					message: 'TALL media are not allowed in a carousel of SMALL width.',
				});
			}
		});
	});

/** Exactly one of a standalone card and a carousel (reference: RichCard). */
export const richCard = z
	.strictObject({
		standaloneCard: standaloneCard.optional(),
		carouselCard: carouselCard.optional(),
	})
	.superRefine(oneOf('card', ['standaloneCard', 'carouselCard']));
