import { RbmInputError } from '../../../../rbm/inputError';
import { SIGNATURE_HEADER } from '../../../../rbm/signature';
import { receive } from '../../../../rbm/webhook';
import { clientTokensOf, eventItem } from '../../eventItem';
import { CREDENTIAL } from '../../transport';
import { parseJson } from '../json';
import type { CustomOperation, ReadParameter } from '../operation';

const [EVENT, HANDSHAKE, REJECTED] = [0, 1, 2];

/** What was posted. Text that is no JSON comes from a stranger, and is refused like other nonsense. */
function readBody(parameter: ReadParameter): unknown {
	const body = parameter('body');
	try {
		return parseJson('Body', body);
	} catch {
		return body;
	}
}

/** Webhook Event → Verify and Parse: what the trigger does, for posts that come by another way. */
export const verify: CustomOperation = {
	value: 'verify',
	name: 'Verify and Parse',
	action: 'Verify and parse a webhook event',
	description: 'Prove that a post came from Google, and read the event in it',
	outputs: ['Event', 'Handshake', 'Rejected'],
	fields: [
		{
			displayName:
				"For posts that arrive by n8n's Webhook node or by a queue. <b>Handshake</b> gives the secret: answer with exactly this text, by Respond to Webhook. Answer all others with 200 too, or Google repeats them for seven days.",
			name: 'verifyNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Body',
			name: 'body',
			type: 'json',
			default: '={{ $json.body }}',
			required: true,
			description: "The body of Google's post",
		},
		{
			displayName: 'Signature',
			name: 'signature',
			type: 'string',
			default: '={{ $json.headers["x-goog-signature"] }}',
			placeholder: 'e.g. {{ $json.headers["x-goog-signature"] }}',
			description: 'The header X-Goog-Signature of the post; a handshake may have none',
		},
	],
	async execute(run) {
		const clientTokens = clientTokensOf(await run.context.getCredentials(CREDENTIAL));
		await run.forEachItem((itemIndex) => {
			if (clientTokens.length === 0) {
				throw new RbmInputError(
					'Webhook Client Token',
					'the credential has none, so nothing can be verified',
					"Open the credential and enter the client token that Google's console shows beside the webhook.",
				);
			}
			const parameter = run.parameters(itemIndex);
			const headers = { [SIGNATURE_HEADER]: parameter('signature', '') || undefined };
			const received = receive(readBody(parameter), headers, clientTokens);
			const { json: input, binary } = run.items[itemIndex]!;
			switch (received.kind) {
				case 'event':
					return run.place(itemIndex, EVENT, { json: eventItem(received.event) });
				case 'handshake':
					return run.place(itemIndex, HANDSHAKE, { json: { secret: received.secret } });
				case 'refused': {
					const json = { ...input, reason: received.reason };
					return run.place(itemIndex, REJECTED, { json, ...(binary && { binary }) });
				}
			}
		});
	},
};
