import { LIMITS } from '../../rbm/limits';
import { deviceId, type RandomBytes } from '../random';
import type { Clock } from '../clock';
import { DEFAULT_FEATURES, type Seed, type SeedPhone } from '../seed';
import { toMicroTimestamp } from '../time';
import type { EventContext, WebhookEvent } from '../webhook/payloads';
import type { Agent, Brand, Conversation, Phone, UsedId } from './model';
import { RateLimit } from './rateLimit';
import { SendCounter } from './sendCounter';
import { Testers } from './testers';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** What the platform needs of the world around it. */
export interface PlatformOptions {
	clock: Clock;
	random: RandomBytes;
	seed: Seed;
	/** Whether a number that no phone here has is somebody's all the same, and if so, of what kind. */
	strangerOf(phoneNumber: string): { online: boolean } | undefined;
	/** Hands an event to the agent's webhook; `acknowledged` runs when that answers 200. */
	publish(agentId: string, event: WebhookEvent, acknowledged?: () => void): void;
	/** Called after every change, perhaps often. */
	changed(): void;
}

function newPhone(phone: SeedPhone): Phone {
	const { phoneNumber, displayName = phoneNumber } = phone;
	return {
		phoneNumber,
		displayName,
		online: phone.online ?? true,
		rcs: phone.rcs ?? true,
		carrierLaunched: phone.carrierLaunched ?? true,
		readReceipts: phone.readReceipts ?? true,
		features: [...(phone.features ?? DEFAULT_FEATURES)],
	};
}

/** The state of the emulated RBM platform, and nothing about HTTP. What acts on it stands beside. */
export class Platform {
	readonly brands: Brand[] = [];
	readonly agents = new Map<string, Agent>();
	readonly phones = new Map<string, Phone>();
	/** Whether the limit is the partner's or each agent's is not known; here it is the partner's. */
	readonly batchCalls: RateLimit;
	/** For the limit of the settings. */
	readonly messageCalls: RateLimit;
	/** Messages taken, and those whose ID was known. */
	readonly sends: SendCounter;
	/** Messages and events of an agent share one namespace of IDs. */
	private usedIds = new Map<string, UsedId>();
	private conversations = new Map<string, Conversation>();
	private stamps = 0;

	constructor(private readonly options: PlatformOptions) {
		this.batchCalls = new RateLimit(options.clock, LIMITS.batchCallsPerMinute, MINUTE_MS);
		this.messageCalls = new RateLimit(options.clock, Infinity, SECOND_MS);
		this.sends = new SendCounter(options.clock);
		this.load(options.seed);
	}

	get clock(): Clock {
		return this.options.clock;
	}

	/** Back to the seed; queued messages and burnt IDs are gone. */
	reset(): void {
		for (const { entries, typing } of this.conversations.values()) {
			typing?.cancel();
			for (const entry of entries) if (entry.from === 'agent') entry.timer?.cancel();
		}
		this.brands.length = 0;
		this.agents.clear();
		this.phones.clear();
		this.usedIds = new Map();
		this.conversations = new Map();
		this.batchCalls.clear();
		this.messageCalls.clear();
		this.sends.clear();
		this.load(this.options.seed);
		this.changed();
	}

	changed(): void {
		this.options.changed();
	}

	/** The current time with microseconds; those are made up, so that no two stamps in a row are equal. */
	stamp(): string {
		return toMicroTimestamp(this.clock.now(), (this.stamps++ % 999) + 1);
	}

	/** An ID in the style of phones. */
	newId(): string {
		return deviceId(this.options.random);
	}

	/** Reports something that happened between a phone and an agent to the agent's webhook. */
	publish(
		{ phone, agent }: Conversation,
		build: (context: EventContext) => WebhookEvent,
		acknowledged?: () => void,
	): void {
		const { phoneNumber } = phone;
		const { agentId } = agent;
		const event = build({ phoneNumber, agentId, sendTime: this.stamp() });
		this.options.publish(agentId, event, acknowledged);
	}

	/** A coin tossed. */
	toss(): boolean {
		return this.options.random(1)[0]! % 2 === 0;
	}

	/** Adds a phone; what was sent to its number while it was a stranger's waits for it. */
	addPhone(phone: SeedPhone): Phone {
		const { phoneNumber, online = true } = phone;
		const added = newPhone(phone);
		if (!online) added.offlineSince = this.clock.now();
		this.phones.set(phoneNumber, added);
		this.conversationsOf(added);
		return added;
	}

	/**
	 * The phone behind a number. A stranger, if the settings let there be any, has RCS; one who is not
	 * online never will be: what is sent to them is taken and waits.
	 */
	phone(phoneNumber: string): Phone | undefined {
		const phone = this.phones.get(phoneNumber);
		if (phone) return phone;
		const stranger = this.options.strangerOf(phoneNumber);
		return stranger && newPhone({ phoneNumber, ...stranger });
	}

	/** The conversation of a phone with an agent; every pair has one, possibly empty. */
	conversation(phone: Phone, agent: Agent): Conversation {
		const key = `${phone.phoneNumber} ${agent.agentId}`;
		const existing = this.conversations.get(key);
		if (existing) {
			// A stranger is made anew for each call, and may have come online.
			existing.phone = phone;
			return existing;
		}
		const conversation: Conversation = {
			phone,
			agent,
			entries: [],
			pendingReads: [],
			owedReceipts: [],
			unsubscribed: false,
		};
		this.conversations.set(key, conversation);
		return conversation;
	}

	conversationsOf(phone: Phone): Conversation[] {
		return [...this.agents.values()].map((agent) => this.conversation(phone, agent));
	}

	/**
	 * IDs of the messages each phone shows or has shown, read or not, in the order of their arrival; by
	 * number, strangers included. A message that came twice would be there twice.
	 *
	 * @param agentId only messages of this agent
	 */
	shown(agentId?: string): Map<string, string[]> {
		const shown = new Map<string, string[]>();
		for (const { phone, agent, entries } of this.conversations.values()) {
			if (agentId !== undefined && agent.agentId !== agentId) continue;
			const { phoneNumber } = phone;
			for (const { from, status, messageId } of entries) {
				if (from !== 'agent' || (status !== 'delivered' && status !== 'read')) continue;
				const messageIds = shown.get(phoneNumber);
				if (messageIds) messageIds.push(messageId);
				else shown.set(phoneNumber, [messageId]);
			}
		}
		return shown;
	}

	usedId(agent: Agent, id: string): UsedId | undefined {
		return this.usedIds.get(`${agent.agentId} ${id}`);
	}

	burnId(agent: Agent, id: string, use: UsedId): void {
		this.usedIds.set(`${agent.agentId} ${id}`, use);
	}

	private load(seed: Seed): void {
		this.brands.push(...seed.brands.map((brand) => ({ ...brand })));
		for (const agent of seed.agents) {
			this.agents.set(agent.agentId, {
				description: '',
				color: '#3c4043',
				useCase: 'TRANSACTIONAL',
				launched: true,
				...agent,
				testers: new Testers(this.clock, agent.testers),
			});
		}
		for (const phone of seed.phones) this.addPhone(phone);
	}
}
