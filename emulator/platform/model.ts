import type { AgentContentMessage } from '../../rbm/types';
import type { Timer } from '../clock';
import type { UserFileView } from '../view';
import type { SentMessage } from './sentMessage';
import type { Testers } from './testers';

/** What an agent is registered for (reference: brands.agents). */
export type AgentUseCase = 'TRANSACTIONAL' | 'PROMOTIONAL' | 'OTP' | 'MULTI_USE';

/** What goes differently, once, when a message of a phone expires the next time. */
export const EXPIRY_MODES = ['revokeFailed', 'both', 'none'] as const;
export type ExpiryMode = (typeof EXPIRY_MODES)[number];

export interface Brand {
	brandId: string;
	displayName: string;
}

export interface Agent {
	agentId: string;
	brandId: string;
	displayName: string;
	description: string;
	/** `#rrggbb`. */
	color: string;
	useCase: AgentUseCase;
	/** An agent that is not launched reaches accepted testers only. */
	launched: boolean;
	testers: Testers;
}

export interface Phone {
	/** E.164. */
	phoneNumber: string;
	displayName: string;
	online: boolean;
	rcs: boolean;
	/** False: no agent is launched on this phone's network. */
	carrierLaunched: boolean;
	readReceipts: boolean;
	/** Names as a capability check reports them; the list is open. */
	features: string[];
	nextExpiry?: ExpiryMode;
	/** Milliseconds since 1970; set while offline. */
	offlineSince?: number;
}

/** A message from an agent, as the platform holds it. */
export interface AgentEntry {
	from: 'agent';
	messageId: string;
	sendTime: string;
	content: AgentContentMessage;
	/** Types of uploaded files in it, by name. */
	mediaTypes?: Record<string, string>;
	status: 'queued' | 'delivered' | 'read' | 'expired' | 'revoked';
	/** Milliseconds since 1970. */
	expiresAt?: number;
	/** Runs out while the message is queued. */
	timer?: Timer;
	tappedSuggestion?: number;
}

/** A message from a person. */
export interface UserEntry {
	from: 'user';
	messageId: string;
	sendTime: string;
	text: string;
	tapped: boolean;
	file?: UserFileView;
	location?: { latitude: number; longitude: number };
	status: 'sent' | 'delivered' | 'read';
}

/** All that one phone and one agent exchanged. */
export interface Conversation {
	phone: Phone;
	agent: Agent;
	entries: Array<AgentEntry | UserEntry>;
	/** Runs while the agent's typing indicator shows. */
	typing?: Timer;
	/** IDs of user messages the agent marked as read while the phone was offline. */
	pendingReads: string[];
	/** IDs of agent messages the person read while the phone was offline; it owes a receipt each. */
	owedReceipts: string[];
	/** Whether the person said last that they want no more; the platform only takes note. */
	unsubscribed: boolean;
}

/** Answer to an agent event. */
export interface SentEvent {
	name: string;
	eventType: string;
	messageId?: string;
	sendTime: string;
}

/** What an ID was used for, so that using it again changes nothing. */
export interface UsedId {
	response: SentMessage | SentEvent;
	/** Set when it names a message. */
	message?: { conversation: Conversation; entry: AgentEntry };
}
