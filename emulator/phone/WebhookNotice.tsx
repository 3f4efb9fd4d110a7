import type { AgentView } from '../view';
import { useLasting } from './clock';
import { Icon } from './Icon';
import { webhookWords } from './webhookWords';

const PATIENCE_MS = 3000;

/** Says above the conversation why the agent may stay silent. */
export function WebhookNotice({ agent }: { agent: AgentView }) {
	const { tone, text } = webhookWords(agent);
	const slow = useLasting(tone === 'waiting', PATIENCE_MS);
	const quiet = tone === 'good' || (tone === 'waiting' && !slow);
	return (
		<div role="status">
			{!quiet && (
				<p class={`notice notice-${tone}`} data-testid="webhook-notice">
					<Icon name={tone === 'none' ? 'webhook' : 'warning'} />
					<span>{text}</span>
				</p>
			)}
		</div>
	);
}
