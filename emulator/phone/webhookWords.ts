import type { AgentView } from '../view';

/** The state of an agent's webhook for a person: what is so, and whether it needs attention. */
export interface WebhookWords {
	tone: 'good' | 'waiting' | 'problem' | 'none';
	text: string;
}

/** Says in plain words how the agent's webhook is doing. */
export function webhookWords({ webhook }: AgentView): WebhookWords {
	if (!webhook) {
		return {
			tone: 'none',
			text: 'No webhook is connected for this agent yet, so nobody will answer.',
		};
	}
	const waiting =
		webhook.pending === 1 ? '1 event is waiting' : `${webhook.pending} events are waiting`;
	if (webhook.lastProblem !== undefined) {
		const problem = plainProblem(webhook.lastProblem);
		const then = webhook.pending > 0 ? `${waiting} and will be sent again.` : 'Nothing is waiting.';
		return {
			tone: 'problem',
			text: `The webhook did not take the last event: ${sentence(problem)} ${then}`,
		};
	}
	if (webhook.pending > 0) return { tone: 'waiting', text: `${waiting} for the webhook’s answer.` };
	return { tone: 'good', text: 'Connected. Every event was taken.' };
}

const PLAIN_PROBLEMS: Record<string, string> = {
	ECONNREFUSED: 'nothing listens at its address (ECONNREFUSED)',
	ECONNRESET: 'it hung up (ECONNRESET)',
	UND_ERR_SOCKET: 'it hung up (UND_ERR_SOCKET)',
	ENOTFOUND: 'its host name does not exist (ENOTFOUND)',
	'HTTP 404': 'there is no webhook at its address (HTTP 404). Is the workflow active?',
};

function plainProblem(problem: string): string {
	const trimmed = problem.replace(/[.\s]+$/, '');
	return PLAIN_PROBLEMS[trimmed] ?? trimmed;
}

function sentence(text: string): string {
	return /[.?!]$/.test(text) ? text : `${text}.`;
}
