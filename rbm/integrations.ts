import { createHash } from 'node:crypto';

import { managementRequest } from './management';
import type { RbmRequest } from './request';

/** A webhook that an agent has, as the management API lists it. The client token is never shown. */
export interface WebhookIntegration {
	/** Like `brands/…/agents/…/integrations/…`. */
	name: string;
	webhookUri: string;
}

/** Where an agent's events shall go, and the client token they are signed with. */
export interface WebhookTarget {
	webhookUri: string;
	clientToken: string;
}

const pathOf = (name: string): string => `/v1/${name.split('/').map(encodeURIComponent).join('/')}`;

function bodyOf({ webhookUri, clientToken }: WebhookTarget): object {
	return { agentWebhookIntegration: { webhookUri, verificationToken: clientToken } };
}

/** @param agentName like `brands/…/agents/…` */
export function listIntegrations(agentName: string): RbmRequest {
	return managementRequest({ method: 'GET', path: `${pathOf(agentName)}/integrations` });
}

/** The webhooks in an answer to {@link listIntegrations}; a Dialogflow integration is none. */
export function webhooksIn(body: unknown): WebhookIntegration[] {
	const { integrations } = (body ?? {}) as { integrations?: unknown };
	if (!Array.isArray(integrations)) return [];
	return (integrations as Array<Record<string, unknown> | null>).flatMap((integration) => {
		const { webhookUri } = (integration?.agentWebhookIntegration ?? {}) as Record<string, unknown>;
		const name = integration?.name;
		return typeof name === 'string' && typeof webhookUri === 'string' ? [{ name, webhookUri }] : [];
	});
}

/**
 * Gives an agent a webhook. Google verifies it before it answers: 503 when the address does not
 * respond as it should, 400 when it is not https or when the agent has one already.
 */
export function createIntegration(agentName: string, target: WebhookTarget): RbmRequest {
	const path = `${pathOf(agentName)}/integrations`;
	return managementRequest({ method: 'POST', path, body: bodyOf(target), once: true });
}

/**
 * Moves a webhook to another address, or to another token, in one step: when it is refused the old
 * one stays. That Google verifies it like a new one is a guess.
 */
export function moveIntegration(name: string, target: WebhookTarget): RbmRequest {
	return managementRequest({
		method: 'PATCH',
		path: pathOf(name),
		query: { updateMask: 'agentWebhookIntegration' },
		body: bodyOf(target),
		once: true,
	});
}

/** Takes a webhook away; the agent's events then go to the partner's webhook, if there is one. */
export function deleteIntegration(name: string): RbmRequest {
	return managementRequest({ method: 'DELETE', path: pathOf(name), once: true });
}

/** Tells client tokens apart without keeping them. So short that it confirms no guess: many share each value. */
export function tokenFingerprint(clientToken: string): string {
	return createHash('sha256').update(`rbm client token ${clientToken}`).digest('hex').slice(0, 4);
}
