import type { AgentView, PhoneView } from '../view';
import { patchPhone, type PhonePatch } from './api';
import { BackLink } from './BackLink';
import { Features } from './Features';
import { formatPhoneNumber } from './format';
import { NextExpiry } from './NextExpiry';
import { Switch } from './Switch';
import { useToasts } from './Toasts';
import { webhookWords } from './webhookWords';

/** What can be switched about a phone, and how its agent is connected. */
export function Settings(props: {
	phone: PhoneView;
	agent: AgentView | undefined;
	backHref: string;
}) {
	const { phone, agent, backHref } = props;
	const { attempt } = useToasts();
	const patch = async (change: PhonePatch) => await attempt(patchPhone(phone.phoneNumber, change));

	return (
		<section class="settings" aria-labelledby="settings-heading">
			<div class="settings-header">
				<BackLink href={backHref} label="Back to the conversation" narrowOnly={false} />
				<div>
					<h2 id="settings-heading" tabIndex={-1} data-pane-heading>
						{phone.displayName}
					</h2>
					<p class="hint">{formatPhoneNumber(phone.phoneNumber)}</p>
				</div>
			</div>
			<Switch
				label="Online"
				hint="Messages to an offline phone wait until it is back, or until they expire."
				on={phone.online}
				onChange={async (online) => await patch({ online })}
			/>
			<Switch
				label="RCS"
				hint="Without RCS the number cannot be reached: calls about it answer 404."
				on={phone.rcs}
				onChange={async (rcs) => await patch({ rcs })}
			/>
			<Switch
				label="Agent launched on this network"
				hint="When off, no agent is launched with this phone’s carrier: calls about it answer 404."
				on={phone.carrierLaunched !== false}
				onChange={async (carrierLaunched) => await patch({ carrierLaunched })}
			/>
			<Switch
				label="Read receipts"
				hint="When off, the agent never learns that a message was read."
				on={phone.readReceipts}
				onChange={async (readReceipts) => await patch({ readReceipts })}
			/>
			<NextExpiry phone={phone} onChange={async (nextExpiry) => await patch({ nextExpiry })} />
			<Features phone={phone} onChange={async (features) => await patch({ features })} />
			{agent && <AgentFacts agent={agent} />}
		</section>
	);
}

function AgentFacts({ agent }: { agent: AgentView }) {
	const { tone, text } = webhookWords(agent);
	return (
		<section class="agent-facts" aria-labelledby="agent-heading">
			<h3 id="agent-heading">{agent.displayName}</h3>
			<dl>
				<dt>Agent ID</dt>
				<dd>
					<code>{agent.agentId}</code>
				</dd>
				<dt>Webhook</dt>
				<dd data-testid="webhook-state">
					{agent.webhook && <code>{agent.webhook.url}</code>}
					<span class={`webhook-state webhook-${tone}`}>{text}</span>
					{agent.webhook?.ofPartner && (
						<span class="hint">It is the partner’s; the agent has none of its own.</span>
					)}
					{tone === 'none' && (
						<span class="hint">
							Activate an n8n workflow whose trigger listens to this agent to connect one.
						</span>
					)}
				</dd>
			</dl>
		</section>
	);
}
