import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { toAgentId } from '../../rbm/agentId';
import { RbmInputError } from '../../rbm/inputError';
import { inputFailure, type NodeFailure } from './failures';
import { plainValue } from './plainValue';
import { CREDENTIAL } from './transport';

/**
 * What the node remembers of its registration, in n8n's static data: for good when published, for as
 * long as it listens in a test. Written before the first change, completed by the fingerprint.
 */
export interface Registered {
	/** Like `brands/…/agents/…`. */
	agentName: string;
	webhookUri: string;
	/** Of the client token it was registered with. */
	fingerprint?: string;
	/** Whose place it took. */
	formerUri?: string;
}

/** What a registration needs; all of it is known before any call. */
export interface Wish {
	agentId: string;
	webhookUri: string;
	clientToken: string;
	mayTakeOver: boolean;
	/** True while the editor listens for a test event. */
	isTest: boolean;
}

const memory = (context: IHookFunctions): IDataObject => context.getWorkflowStaticData('node');

/** What is remembered of the last registration that was not taken back. */
export function remembered(context: IHookFunctions): Registered | undefined {
	return memory(context).registered as Registered | undefined;
}

/** Keeps it until {@link forget}. */
export function remember(context: IHookFunctions, registered: Registered): void {
	memory(context).registered = { ...registered };
}

/** Forgets the registration. */
export function forget(context: IHookFunctions): void {
	delete memory(context).registered;
}

/** Whether the builder tells Google, instead of this node. */
export const isManual = (context: IHookFunctions): boolean =>
	context.getNodeParameter('registration', 'automatic') === 'manual';

/**
 * Reads it from parameters and credential.
 *
 * @throws NodeOperationError or RbmInputError when the client token or the agent is missing
 */
export async function wishOf(context: IHookFunctions): Promise<Wish> {
	const { webhookClientToken } = await context.getCredentials(CREDENTIAL);
	if (typeof webhookClientToken !== 'string' || webhookClientToken === '') {
		throw new NodeOperationError(
			context.getNode(),
			'The credential has no Webhook Client Token. Enter any long random text there: with it Google signs the events.',
			{ level: 'warning' },
		);
	}
	const { ifRegistered } = context.getNodeParameter('options', {}) as { ifRegistered?: unknown };
	return {
		agentId: toAgentId(plainValue(context.getNodeParameter('agentId', ''))),
		webhookUri: context.getNodeWebhookUrl('default')!,
		clientToken: webhookClientToken,
		mayTakeOver: ifRegistered === 'takeOver',
		isTest: context.getActivationMode() === 'manual',
	};
}

/** What stopped a registration; the fix is in the message, all that n8n shows of it when publishing. */
export function asFailure(context: IHookFunctions, error: unknown): NodeFailure {
	if (!(error instanceof RbmInputError)) return inputFailure(context.getNode(), error);
	const message = `${error.message}. ${error.fix}`;
	return new NodeOperationError(context.getNode(), message, { level: 'warning' });
}
