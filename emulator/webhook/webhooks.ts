import type { Clock } from '../clock';
import type { RandomBytes } from '../random';
import type { WebhookView } from '../view';
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

/** The webhooks of all agents, at most one each. */
export class Webhooks {
	private readonly senders = new Map<string, WebhookSender>();

	constructor(private readonly options: WebhooksOptions) {}

	/** Sets or moves an agent's webhook; what the old one has not acknowledged goes to the new one. */
	set(agentId: string, target: WebhookTarget): void {
		const existing = this.senders.get(agentId);
		if (existing) existing.retarget(target);
		else this.senders.set(agentId, new WebhookSender(target, this.options));
		this.options.changed();
	}

	/** Takes an agent's webhook away, with what it has not acknowledged. */
	remove(agentId: string): void {
		this.senders.get(agentId)?.stop();
		this.senders.delete(agentId);
		this.options.changed();
	}

	/** Sends an event; without a webhook it is lost. That Google keeps none for later is a guess. */
	publish(agentId: string, event: WebhookEvent, acknowledged?: () => void): void {
		const { clock, random } = this.options;
		this.senders.get(agentId)?.enqueue(wrap(agentId, event, clock.now(), random), acknowledged);
	}

	/** Keeps the targets and drops what is under way. */
	clearQueues(): void {
		for (const [agentId, sender] of this.senders) {
			sender.stop();
			this.senders.set(agentId, new WebhookSender(sender.target, this.options));
		}
	}

	stop(): void {
		for (const sender of this.senders.values()) sender.stop();
		this.senders.clear();
	}

	view(agentId: string): WebhookView | undefined {
		const sender = this.senders.get(agentId);
		return (
			sender && {
				url: sender.target.url,
				pending: sender.pending,
				...(sender.lastProblem !== undefined && { lastProblem: sender.lastProblem }),
			}
		);
	}
}
