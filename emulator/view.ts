import type { AgentContentMessage } from '../rbm/types';

/**
 * What the phone page sees: the whole state of the emulator as plain JSON, from
 * `GET /emulator/state` and, on every change, from the event stream `GET /emulator/events`.
 * Times are RFC 3339.
 */
export interface EmulatorView {
	/** The emulator's clock when this was taken; countdowns are relative to it. */
	now: string;
	agents: AgentView[];
	phones: PhoneView[];
	conversations: ConversationView[];
	/** Invitations to become a tester that wait for an answer; left out when there are none. */
	invitations?: InvitationView[];
}

/** An agent that is not launched asks a person to try it: `PATCH …/phones/{E164}/testers/{agentId}`. */
export interface InvitationView {
	phoneNumber: string;
	agentId: string;
}

export interface AgentView {
	agentId: string;
	brandId: string;
	displayName: string;
	description: string;
	/** `#rrggbb`, for the avatar. */
	color: string;
	webhook?: WebhookView;
}

export interface WebhookView {
	url: string;
	/** Posts not yet acknowledged with 200. */
	pending: number;
	/** What the last post met, when it was not a 200. */
	lastProblem?: string;
	/** Set when it is the partner's, since the agent has none of its own. */
	ofPartner?: true;
}

export interface PhoneView {
	phoneNumber: string;
	displayName: string;
	/** Offline phones queue what is sent to them. */
	online: boolean;
	/** False: calls about this number answer 404. */
	rcs: boolean;
	/** Set when no agent is launched on the phone's network: calls about this number answer 404. */
	carrierLaunched?: false;
	/** False: no READ is ever sent. */
	readReceipts: boolean;
	features: string[];
	/**
	 * What goes differently, once, when a message to this phone expires the next time: it cannot be
	 * revoked, it is reported as revoked *and* delivered, or nothing is reported.
	 */
	nextExpiry?: 'revokeFailed' | 'both' | 'none';
}

export interface ConversationView {
	phoneNumber: string;
	agentId: string;
	/** Whether the agent's typing indicator shows now. */
	agentTyping: boolean;
	/** Oldest first. */
	entries: EntryView[];
	/** Set when the person said last that they want no more; agents can write all the same. */
	unsubscribed?: true;
}

export type EntryView = AgentEntryView | UserEntryView;

/**
 * A message from the agent. `read`: the person saw it, whether or not a receipt was sent; `queued`:
 * accepted, phone not reached; `expired`: its time ran out and it was taken back; `revoked`: the agent
 * took it back. The phone never got queued, expired and revoked ones; the page shows them as what the
 * platform holds.
 */
export interface AgentEntryView {
	from: 'agent';
	messageId: string;
	sendTime: string;
	content: AgentContentMessage;
	/**
	 * MIME types of uploaded files by name, such as `files/…`; their bytes are at
	 * `/emulator/files/…`.
	 */
	mediaTypes?: Record<string, string>;
	status: 'queued' | 'delivered' | 'read' | 'expired' | 'revoked';
	expireTime?: string;
	/**
	 * Index of the suggestion tapped last, if one was: the list under the message counts first, then
	 * the cards in their order.
	 */
	tappedSuggestion?: number;
}

/** A message from the person. `sent`: not yet taken by the webhook; `delivered`: it answered 200. */
export interface UserEntryView {
	from: 'user';
	messageId: string;
	sendTime: string;
	text: string;
	/** True when the text is the label of a tapped chip. */
	tapped: boolean;
	/** Set for a file; the text is its name. */
	file?: UserFileView;
	/** Set for a location; the text is its coordinates. */
	location?: { latitude: number; longitude: number };
	status: 'sent' | 'delivered' | 'read';
}

export interface UserFileView {
	/** Where its bytes are: `/emulator/files/…`. */
	path: string;
	fileName: string;
	mimeType: string;
	fileSizeBytes: number;
}
