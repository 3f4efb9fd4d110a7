import type { AgentContentMessage, RbmFeature, SuggestedAction, Suggestion } from '../../rbm/types';
import { ACTION_KINDS } from './suggestion';

const ACTION_FEATURES: Record<(typeof ACTION_KINDS)[number], RbmFeature> = {
	dialAction: 'ACTION_DIAL',
	viewLocationAction: 'ACTION_VIEW_LOCATION',
	shareLocationAction: 'ACTION_SHARE_LOCATION',
	createCalendarEventAction: 'ACTION_CREATE_CALENDAR_EVENT',
	openUrlAction: 'ACTION_OPEN_URL',
};

/** A fallback URL does not excuse an action the device lacks; that it does not is a guess. */
function ofAction(action: SuggestedAction): RbmFeature[] {
	return ACTION_KINDS.filter((kind) => action[kind] !== undefined).map(
		(kind) => ACTION_FEATURES[kind],
	);
}

function ofSuggestions(suggestions: readonly Suggestion[] = []): RbmFeature[] {
	return suggestions.flatMap(({ action }) => (action ? ofAction(action) : []));
}

/**
 * What a device must be able to do to be sent this content, its files aside. A webview is not among
 * it: since March 2025 a device without one opens the browser instead.
 */
export function requiredFeatures({ richCard, suggestions }: AgentContentMessage): RbmFeature[] {
	const { standaloneCard, carouselCard } = richCard ?? {};
	return [
		...(standaloneCard ? (['RICHCARD_STANDALONE'] as const) : []),
		...ofSuggestions(standaloneCard?.cardContent.suggestions),
		...(carouselCard ? (['RICHCARD_CAROUSEL'] as const) : []),
		...(carouselCard?.cardContents.flatMap((card) => ofSuggestions(card.suggestions)) ?? []),
		...ofSuggestions(suggestions),
	];
}
