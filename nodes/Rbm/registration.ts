import type { IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import {
	createIntegration,
	deleteIntegration,
	moveIntegration,
	tokenFingerprint,
	type WebhookIntegration,
} from '../../rbm/integrations';
import { isSameNode, isTestUrlBeside, shownUrl } from '../../rbm/webhookUrl';
import { RegistrationCalls, Undecided } from './registrationCalls';
import { TAKE_OVER_LABEL } from './registrationFields';
import {
	asFailure,
	forget,
	isManual,
	remember,
	remembered,
	warn,
	wishOf,
	type Registered,
	type Wish,
} from './registrationWish';
import { CREDENTIAL } from './transport';

/** Ends with what to do: n8n shows nothing but the message when a workflow is published. */
function refusal(context: IHookFunctions, wish: Wish, owner: WebhookIntegration): Error {
	const choose = `under Options → If Another Webhook Is Registered choose "${TAKE_OVER_LABEL}"`;
	const isOwnProduction = isSameNode(owner.webhookUri, wish.webhookUri);
	return new NodeOperationError(
		context.getNode(),
		isOwnProduction
			? `This workflow is published and receives the events of agent "${wish.agentId}": while you listen for a test event, they would not reach it. See the executions of the published workflow instead, or unpublish it; or ${choose}.`
			: `Agent "${wish.agentId}" has another webhook already: ${shownUrl(owner.webhookUri)}. An agent has one. Unpublish the workflow that receives there, or remove the webhook in Google's console; or ${choose}.`,
		{ level: 'warning' },
	);
}

/**
 * Whose place is taken, to be given back; undefined when nobody waits for it.
 *
 * @param owner the webhook that is there now
 */
function formerOf(
	owner: WebhookIntegration | undefined,
	{ webhookUri, isTest }: Wish,
	before: Registered | undefined,
): string | undefined {
	if (!owner) return undefined;
	const isOwn = isSameNode(owner.webhookUri, webhookUri);
	// A test URL of the same node was left behind, or stops by itself; what came before it stays.
	if (owner.webhookUri === webhookUri || (isOwn && !isTest)) return before?.formerUri;
	if (!isTest && isTestUrlBeside(owner.webhookUri, webhookUri)) return undefined;
	return owner.webhookUri;
}

/** Whether somebody else's events would go missing, or one's own in production. */
function isOccupied(owner: WebhookIntegration, { webhookUri, isTest }: Wish): boolean {
	if (owner.webhookUri === webhookUri) return false;
	if (isTest) return true;
	return (
		!isSameNode(owner.webhookUri, webhookUri) && !isTestUrlBeside(owner.webhookUri, webhookUri)
	);
}

/** n8n's `checkExists`: whether Google has this address, registered with the token of today. */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	if (isManual(context)) return true;
	try {
		const { agentId, webhookUri, clientToken } = await wishOf(context);
		const before = remembered(context);
		if (
			before?.webhookUri !== webhookUri ||
			before.fingerprint !== tokenFingerprint(clientToken) ||
			!before.agentName.endsWith(`/agents/${agentId}`)
		) {
			return false;
		}
		const calls = await RegistrationCalls.create(context, webhookUri);
		const webhooks = await calls.list(before.agentName);
		return webhooks.some((webhook) => webhook.webhookUri === webhookUri);
	} catch (error) {
		if (!(error instanceof Undecided)) throw asFailure(context, error);
		// Throwing would make n8n remove the webhook: an outage must not lose what is registered.
		warn(context, `could not ask whether its webhook is still registered: ${error.message}`);
		return true;
	}
}

/**
 * n8n's `create`: gives the agent this webhook. Google's handshake arrives meanwhile, and n8n serves it
 * already. Each round goes by what is registered now, so that a lost answer does no harm.
 *
 * @throws NodeOperationError when another webhook is registered and the builder did not choose to take
 *   over, NodeApiError when Google refuses
 */
export async function register(context: IHookFunctions): Promise<boolean> {
	if (isManual(context)) return true;
	try {
		const wish = await wishOf(context);
		const calls = await RegistrationCalls.create(context, wish.webhookUri);
		const known = remembered(context)?.agentName;
		const agentName = known?.endsWith(`/agents/${wish.agentId}`)
			? known
			: await calls.findAgent(wish.agentId);
		for (;;) {
			const webhooks = await calls.list(agentName);
			const owner =
				webhooks.find(({ webhookUri }) => webhookUri === wish.webhookUri) ?? webhooks[0];
			if (owner && isOccupied(owner, wish) && !wish.mayTakeOver) {
				throw refusal(context, wish, owner);
			}
			const formerUri = formerOf(owner, wish, remembered(context));
			const { webhookUri } = wish;
			const registered = { agentName, webhookUri, ...(formerUri && { formerUri }) };
			remember(context, registered);
			const request = owner
				? moveIntegration(owner.name, wish)
				: createIntegration(agentName, wish);
			if (await calls.change(request)) {
				remember(context, { ...registered, fingerprint: tokenFingerprint(wish.clientToken) });
				return true;
			}
		}
	} catch (error) {
		throw asFailure(context, error);
	}
}

/**
 * n8n's `delete`: takes this address away, and gives the agent back to whom it was taken from. What
 * belongs to others is left alone. It never throws: n8n would keep serving a workflow that is not
 * published, or hide why a test could not start.
 */
export async function release(context: IHookFunctions): Promise<boolean> {
	const registered = remembered(context);
	if (isManual(context) && !registered) return true;
	try {
		const webhookUri = context.getNodeWebhookUrl('default')!;
		const calls = await RegistrationCalls.create(context, webhookUri);
		const agentName =
			registered?.agentName ?? (await calls.findAgent((await wishOf(context)).agentId));
		await giveBack(context, calls, { ...registered, agentName, webhookUri });
		forget(context);
	} catch (error) {
		// Without a memory it came this far after a refusal, which the builder has seen.
		if (registered) {
			warn(
				context,
				`could not remove its webhook: ${(error as Error).message} Until it is removed in Google's console (agent, Integrations, Webhook), Google goes on posting to it.`,
			);
		}
	}
	return true;
}

async function giveBack(
	context: IHookFunctions,
	calls: RegistrationCalls,
	{ agentName, webhookUri, formerUri }: Registered,
): Promise<void> {
	const { webhookClientToken } = await context.getCredentials(CREDENTIAL);
	const former = formerUri && { webhookUri: formerUri, clientToken: String(webhookClientToken) };
	let heir = former || undefined;
	let isRemoved = false;
	for (;;) {
		const webhooks = await calls.list(agentName);
		const mine = webhooks.find((webhook) => webhook.webhookUri === webhookUri);
		try {
			if (mine && heir && isSameNode(heir.webhookUri, webhookUri)) {
				// The same token in the same credential: moving it leaves no gap.
				if (await calls.change(moveIntegration(mine.name, heir))) return;
			} else if (mine) {
				isRemoved = true;
				await calls.change(deleteIntegration(mine.name));
			} else if (isRemoved && heir && webhooks.length === 0) {
				// Made anew, since then Google certainly asks the former owner, whose token may be another.
				if (await calls.change(createIntegration(agentName, heir))) return;
			} else {
				return;
			}
		} catch (error) {
			if (!heir) throw asFailure(context, error);
			warn(
				context,
				`could not give agent ${agentName} back to ${shownUrl(heir.webhookUri)}: ${(error as Error).message} The agent has no webhook of its own now. Publish the workflow that received there again, or enter its address in Google's console.`,
			);
			heir = undefined;
		}
	}
}
