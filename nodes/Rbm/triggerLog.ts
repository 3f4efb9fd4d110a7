import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** Writes to n8n's log what a builder should know of, and which trigger it is about. */
export function warn(context: IHookFunctions | IWebhookFunctions, what: string): void {
	context.logger.warn(`RCS Business Messaging Trigger ${what}`, {
		node: context.getNode().name,
		workflowId: context.getWorkflow().id,
	});
}
