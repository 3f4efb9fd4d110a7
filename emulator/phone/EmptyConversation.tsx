import type { AgentView } from '../view';
import { Avatar } from './Avatar';

/** What a conversation shows before its first message: who this is, and how to begin. */
export function EmptyConversation(props: {
	agent: AgentView;
	reachable: boolean;
	onHi: () => void;
}) {
	const { agent, reachable, onHi } = props;
	return (
		<div class="empty">
			<Avatar agent={agent} size="large" />
			<h3>Say hi to {agent.displayName}</h3>
			{agent.description && <p>{agent.description}</p>}
			<button type="button" class="chip" disabled={!reachable} onClick={onHi}>
				hi
			</button>
		</div>
	);
}
