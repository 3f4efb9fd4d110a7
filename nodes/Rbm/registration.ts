import type { IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import {
	createIntegration,
	moveIntegration,
	tokenFingerprint,
	type WebhookIntegration,
} from '../../rbm/integrations';
import { isSameNode, isTestUrlBeside, shownUrl } from '../../rbm/webhookUrl';
import { ownTarget, RegistrationCalls, Undecided } from './registrationCalls';
import { TAKE_OVER_LABEL } from './registrationFields';
import {
	asFailure,
	forget,
	isManual,
	remember,
	remembered,
	wishOf,
	type Registered,
	type Wish,
} from './registrationWish';
import { CREDENTIAL } from './transport';
import { warn } from './triggerLog';

/** Ends with what to do: n8n shows nothing but the message when a workflow is published. */
function refusal(context: IHookFunctions, wish: Wish, occupant: string): Error {
	const choose = `under Options → If Another Webhook Is Registered choose "${TAKE_OVER_LABEL}"`;
	return new NodeOperationError(
		context.getNode(),
		isSameNode(occupant, wish.webhookUri)
			? `This workflow is published and receives the events of agent "${wish.agentId}": while you listen for a test event, they would not reach it. See the executions of the published workflow instead, or unpublish it (if it is not published, publish and unpublish it once); or ${choose}.`
			: `Agent "${wish.agentId}" has another webhook already: ${shownUrl(occupant)}. An agent has one. Unpublish the workflow that receives there, or remove the webhook in Google's console; or ${choose}.`,
		{ level: 'warning' },
	);
}

/**
 * Whom tests took agents from, by test URL: n8n gives a test no memory of the one before it, nor of
 * other workflows. It lives in this process, as tests do.
 */
const takenByTests = new Map<string, string>();

/** Whether an address is a test URL of this n8n, of this node or another. */
const isTestUrl = (url: string, { webhookUri, isTest }: Wish): boolean =>
	!isTest &&
	url !== webhookUri &&
	(isSameNode(url, webhookUri) || isTestUrlBeside(url, webhookUri));

/**
 * Whose place is taken, to be given back; undefined when nobody waits for it.
 *
 * @param owner the webhook that is there now
 */
function formerOf(
	owner: WebhookIntegration | undefined,
	wish: Wish,
	before: Registered | undefined,
): string | undefined {
	const { webhookUri } = wish;
	if (!owner) return undefined;
	if (owner.webhookUri === webhookUri) return before?.formerUri ?? takenByTests.get(webhookUri);
	if (!isTestUrl(owner.webhookUri, wish)) return owner.webhookUri;
	// A test stops by itself, or was left behind. What came before it stays.
	const former = takenByTests.get(owner.webhookUri);
	if (former !== undefined && former !== webhookUri) return former;
	return isSameNode(owner.webhookUri, webhookUri) ? before?.formerUri : undefined;
}

/** Whose events would go missing, other people's or one's own in production; undefined if nobody's. */
function occupantOf(owner: WebhookIntegration | undefined, wish: Wish): string | undefined {
	if (!owner || owner.webhookUri === wish.webhookUri) return undefined;
	if (!isTestUrl(owner.webhookUri, wish)) return owner.webhookUri;
	const former = takenByTests.get(owner.webhookUri);
	return former !== undefined && !isSameNode(former, wish.webhookUri) ? former : undefined;
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
		const calls = await RegistrationCalls.create(context);
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
		const calls = await RegistrationCalls.create(context);
		const known = remembered(context)?.agentName;
		const agentName = known?.endsWith(`/agents/${wish.agentId}`)
			? known
			: await calls.findAgent(wish.agentId);
		for (;;) {
			const webhooks = await calls.list(agentName);
			const owner =
				webhooks.find(({ webhookUri }) => webhookUri === wish.webhookUri) ?? webhooks[0];
			const occupant = occupantOf(owner, wish);
			if (occupant !== undefined && !wish.mayTakeOver) throw refusal(context, wish, occupant);
			const formerUri = formerOf(owner, wish, remembered(context));
			const { webhookUri } = wish;
			const registered = { agentName, webhookUri, ...(formerUri && { formerUri }) };
			remember(context, registered);
			if (wish.isTest && formerUri) takenByTests.set(webhookUri, formerUri);
			const request = owner
				? moveIntegration(owner.name, wish)
				: createIntegration(agentName, wish);
			if (await calls.change(request, ownTarget(webhookUri))) {
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
		const calls = await RegistrationCalls.create(context);
		const agentName =
			registered?.agentName ?? (await calls.findAgent((await wishOf(context)).agentId));
		const formerUri = registered?.formerUri ?? takenByTests.get(webhookUri);
		await takeBack(context, calls, { agentName, webhookUri, ...(formerUri && { formerUri }) });
		takenByTests.delete(webhookUri);
		forget(context);
		if (registered) await tellOfOldAddress(context, calls, registered, webhookUri);
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

/** Takes this address away, and lets the former owner have the agent again. */
async function takeBack(
	context: IHookFunctions,
	calls: RegistrationCalls,
	{ agentName, webhookUri, formerUri }: Registered,
): Promise<void> {
	if (formerUri === undefined) {
		await calls.removeWebhook(agentName, webhookUri);
		return;
	}
	const { webhookClientToken } = await context.getCredentials(CREDENTIAL);
	const heir = { webhookUri: formerUri, clientToken: String(webhookClientToken) };
	let isRemoved = false;
	try {
		if (isSameNode(formerUri, webhookUri)) {
			return await calls.moveWebhook(agentName, webhookUri, heir);
		}
		isRemoved = await calls.removeWebhook(agentName, webhookUri);
		// Made anew, since then Google certainly asks the former owner, whose token may be another.
		if (isRemoved) await calls.addWebhook(agentName, heir);
	} catch (error) {
		if (error instanceof Undecided && !isRemoved) throw asFailure(context, error);
		warn(
			context,
			`could not give agent ${agentName} back to ${shownUrl(formerUri)}: ${(error as Error).message} The agent has no webhook of its own now. Publish the workflow that received there again, or enter its address in Google's console.`,
		);
		await calls.removeWebhook(agentName, webhookUri);
	}
}

/** An n8n whose address changed leaves its webhook at the old one, which is not its own any more. */
async function tellOfOldAddress(
	context: IHookFunctions,
	calls: RegistrationCalls,
	{ agentName, webhookUri: before }: Registered,
	webhookUri: string,
): Promise<void> {
	if (before === webhookUri) return;
	const isLeft = (await calls.list(agentName)).some((webhook) => webhook.webhookUri === before);
	if (!isLeft) return;
	warn(
		context,
		`left its webhook at ${shownUrl(before)}, where this n8n was before. Remove it in Google's console (agent, Integrations, Webhook): Google goes on posting to it.`,
	);
}
