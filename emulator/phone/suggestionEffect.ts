import type { RbmFeature, SuggestedAction, Suggestion } from '../../rbm/types';
import type { AgentView, PhoneView } from '../view';
import { formatSpan } from './format';
import type { IconName } from './Icon';
import { safeLink } from './safeLink';

/** How a suggestion looks, and what the phone does when it is tapped. */
export interface SuggestionEffect {
	text: string;
	icon?: IconName;
	/** A page to open. */
	href?: string;
	/** What a real phone would do now; the page only says so. */
	says?: string;
}

/** Works out look and effect of a suggestion on a phone. */
export function effectOf(
	{ reply, action }: Suggestion,
	agent: AgentView,
	phone: PhoneView,
): SuggestionEffect {
	if (reply) return { text: reply.text };
	if (!action) return { text: '' };
	const kind = kindOf(action);
	const effect = { text: action.text, icon: kind?.icon };
	// What the phone cannot do opens the fallback address, where there is one.
	const fallback = safeLink(action.fallbackUrl);
	if (kind && !phone.features.includes(kind.feature) && fallback) {
		return { ...effect, icon: 'link', href: fallback };
	}
	if (!kind) return { ...effect, href: fallback };
	return { ...effect, ...kind.does(agent, phone) };
}

interface ActionKind {
	feature: RbmFeature;
	icon: IconName;
	does: (agent: AgentView, phone: PhoneView) => Pick<SuggestionEffect, 'href' | 'says'>;
}

function kindOf(action: SuggestedAction): ActionKind | undefined {
	const { dialAction, openUrlAction, viewLocationAction, createCalendarEventAction } = action;
	if (dialAction) {
		return {
			feature: 'ACTION_DIAL',
			icon: 'dial',
			does: (_, phone) => ({
				says: `${phone.displayName}’s phone opens its dialler with ${dialAction.phoneNumber}.`,
			}),
		};
	}
	if (openUrlAction) {
		const href = safeLink(openUrlAction.url);
		return {
			feature: 'ACTION_OPEN_URL',
			icon: 'link',
			does: () => (href ? { href } : { says: `Not opened here: ${openUrlAction.url}` }),
		};
	}
	if (viewLocationAction) {
		const { label, query, latLong } = viewLocationAction;
		const where = latLong ? `${latLong.latitude}, ${latLong.longitude}` : query;
		const place = label && where ? `${label} (${where})` : (label ?? where ?? 'a place');
		return {
			feature: 'ACTION_VIEW_LOCATION',
			icon: 'pin',
			does: (_, phone) => ({ says: `${phone.displayName}’s phone shows ${place} on its map.` }),
		};
	}
	if (action.shareLocationAction) {
		return {
			feature: 'ACTION_SHARE_LOCATION',
			icon: 'share',
			does: (agent) => ({ says: `The phone shares its location with ${agent.displayName}.` }),
		};
	}
	if (createCalendarEventAction) {
		const { title, startTime, endTime } = createCalendarEventAction;
		return {
			feature: 'ACTION_CREATE_CALENDAR_EVENT',
			icon: 'calendar',
			does: (_, phone) => ({
				says: `${phone.displayName}’s phone opens its calendar: ${title}, ${formatSpan(startTime, endTime)}.`,
			}),
		};
	}
	return undefined;
}
