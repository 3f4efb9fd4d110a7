import { toTimestamp } from '../time';
import type {
	ConversationView,
	EmulatorView,
	EntryView,
	InvitationView,
	PhoneView,
	WebhookView,
} from '../view';
import type { Conversation, Phone } from './model';
import type { Platform } from './platform';

function toEntryView(entry: Conversation['entries'][number]): EntryView {
	if (entry.from === 'user') return { ...entry };
	const { from, messageId, sendTime, content, mediaTypes, status, expiresAt } = entry;
	const { tappedSuggestion } = entry;
	return {
		from,
		messageId,
		sendTime,
		content,
		...(mediaTypes && { mediaTypes }),
		status,
		...(expiresAt !== undefined && { expireTime: toTimestamp(expiresAt) }),
		...(tappedSuggestion !== undefined && { tappedSuggestion }),
	};
}

function toConversationView({ phone, agent, ...conversation }: Conversation): ConversationView {
	const { typing, entries, unsubscribed } = conversation;
	return {
		phoneNumber: phone.phoneNumber,
		agentId: agent.agentId,
		agentTyping: typing !== undefined,
		entries: entries.map(toEntryView),
		...(unsubscribed && { unsubscribed }),
	};
}

/** A phone as the phone page sees it. */
export function toPhoneView(phone: Phone): PhoneView {
	const { phoneNumber, displayName, online, rcs, carrierLaunched, readReceipts } = phone;
	const { features, nextExpiry } = phone;
	return {
		phoneNumber,
		displayName,
		online,
		rcs,
		...(!carrierLaunched && { carrierLaunched }),
		readReceipts,
		features: [...features],
		...(nextExpiry && { nextExpiry }),
	};
}

/** Invitations that have reached a phone and wait for an answer. */
function invitationsOf(platform: Platform): InvitationView[] {
	return [...platform.agents.values()].flatMap(({ agentId, testers }) =>
		testers
			.having('PENDING')
			.filter((phoneNumber) => platform.phones.get(phoneNumber)?.rcs)
			.map((phoneNumber) => ({ phoneNumber, agentId })),
	);
}

/** The whole state as the phone page sees it; a snapshot that later changes do not touch. */
export function toView(
	platform: Platform,
	webhookOf: (agentId: string) => WebhookView | undefined,
): EmulatorView {
	const phones = [...platform.phones.values()];
	const invitations = invitationsOf(platform);
	return {
		now: new Date(platform.clock.now()).toISOString(),
		agents: [...platform.agents.values()].map(({ agentId, brandId, displayName, ...agent }) => {
			const webhook = webhookOf(agentId);
			return {
				agentId,
				brandId,
				displayName,
				description: agent.description,
				color: agent.color,
				...(webhook && { webhook }),
			};
		}),
		phones: phones.map(toPhoneView),
		conversations: phones.flatMap((phone) =>
			platform.conversationsOf(phone).map(toConversationView),
		),
		...(invitations.length > 0 && { invitations }),
	};
}
