import type { Clock } from '../clock';
import { uuid, type RandomBytes } from '../random';
import type { WebhookView } from '../view';
import { Disturbance, type DisturbanceKind } from './disturbance';
import { wrap } from './envelope';
import type { WebhookTarget } from './handshake';
import type { WebhookEvent } from './payloads';
import { WebhookSender } from './sender';

export interface WebhooksOptions {
	clock: Clock;
	random: RandomBytes;
	/** Divides the waits between tries. */
	timeScale: number;
	changed(): void;
}

/** The webhook of an agent, as the management API sees it. */
export interface AgentWebhook extends WebhookTarget {
	/** UUID; stays the same when the webhook moves. */
	integrationId: string;
}

interface Registered {
	integrationId: string;
	sender: WebhookSender;
}

function viewOf(sender: WebhookSender, held = 0): WebhookView {
	return {
		url: sender.target.url,
		pending: sender.pending + held,
		...(sender.lastProblem !== undefined && { lastProblem: sender.lastProblem }),
	};
}

/** The webhooks of all agents, at most one each, and the partner's for agents that have none. */
export class Webhooks {
	private readonly agents = new Map<string, Registered>();
	private readonly disturbances = new Map<string, Disturbance>();
	private partner: WebhookSender | undefined;

	constructor(private readonly options: WebhooksOptions) {}

	/** Sets or moves an agent's webhook; what the old one has not acknowledged goes to the new one. */
	set(agentId: string, target: WebhookTarget): void {
		const existing = this.agents.get(agentId);
		if (existing) {
			existing.sender.retarget(target);
		} else {
			const integrationId = uuid(this.options.random);
			this.agents.set(agentId, { integrationId, sender: this.newSender(target) });
		}
		this.options.changed();
	}

	/** Takes an agent's webhook away, with what it has not acknowledged. */
	remove(agentId: string): void {
		this.agents.get(agentId)?.sender.stop();
		this.agents.delete(agentId);
		this.disturbances.get(agentId)?.stop();
		this.options.changed();
	}

	/** An agent's own webhook. */
	get(agentId: string): AgentWebhook | undefined {
		const found = this.agents.get(agentId);
		return found && { integrationId: found.integrationId, ...found.sender.target };
	}

	/** Sets or moves the partner's webhook. */
	setPartner(target: WebhookTarget): void {
		if (this.partner) this.partner.retarget(target);
		else this.partner = this.newSender(target);
		this.options.changed();
	}

	/** Takes the partner's webhook away, with what it has not acknowledged. */
	removePartner(): void {
		this.partner?.stop();
		this.partner = undefined;
		this.options.changed();
	}

	/** Sends an event; without a webhook it is lost. That Google keeps none for later is a guess. */
	publish(agentId: string, event: WebhookEvent, acknowledged?: () => void): void {
		this.disturbanceOf(agentId).post(event, acknowledged);
		this.options.changed();
	}

	/** Disturbs the next posts of an agent. */
	disturb(agentId: string, kind: DisturbanceKind, times: number): void {
		this.disturbanceOf(agentId).add(kind, times);
	}

	/** Disturbs no more of them. */
	undisturb(agentId: string): void {
		this.disturbances.get(agentId)?.clear();
		this.options.changed();
	}

	/** Keeps the targets and drops what is under way, and all disturbances. */
	clearQueues(): void {
		this.stopDisturbances();
		for (const registered of this.agents.values()) {
			registered.sender.stop();
			registered.sender = this.newSender(registered.sender.target);
		}
		if (!this.partner) return;
		this.partner.stop();
		this.partner = this.newSender(this.partner.target);
	}

	stop(): void {
		this.stopDisturbances();
		for (const { sender } of this.agents.values()) sender.stop();
		this.agents.clear();
		this.partner?.stop();
		this.partner = undefined;
	}

	/** The webhook that gets an agent's events: its own, or else the partner's. */
	view(agentId: string): WebhookView | undefined {
		const own = this.agents.get(agentId);
		if (own) return viewOf(own.sender, this.disturbances.get(agentId)?.held);
		return this.partner && { ...viewOf(this.partner), ofPartner: true };
	}

	partnerView(): WebhookView | undefined {
		return this.partner && viewOf(this.partner);
	}

	private newSender(target: WebhookTarget): WebhookSender {
		return new WebhookSender(target, this.options);
	}

	private disturbanceOf(agentId: string): Disturbance {
		const existing = this.disturbances.get(agentId);
		if (existing) return existing;
		const { clock, random } = this.options;
		const disturbance = new Disturbance(clock, (event, acknowledged) => {
			const sender = this.agents.get(agentId)?.sender ?? this.partner;
			sender?.enqueue(wrap(agentId, event, clock.now(), random), acknowledged);
		});
		this.disturbances.set(agentId, disturbance);
		return disturbance;
	}

	private stopDisturbances(): void {
		for (const disturbance of this.disturbances.values()) disturbance.stop();
		this.disturbances.clear();
	}
}
