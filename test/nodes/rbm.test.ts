/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { readFileSync } from 'node:fs';

import type { INodeParameters, IRun } from 'n8n-workflow';

import { realClock } from '../../emulator/clock';
import type { AgentEntryView, EmulatorView } from '../../emulator/view';
import { rbmNode, runNode } from '../harness/run';
import { AGENT, ANNA, BRUNO, CAROL, DEV, setUp, type Setup } from '../harness/setup';

let setup: Setup;
/** How far the emulator's clock is ahead. */
let ahead = 0;
beforeAll(async () => {
	setup = await setUp({ clock: { ...realClock, now: () => Date.now() + ahead } });
});
afterAll(async () => await setup.close());
beforeEach(async () => await setup.control('POST', '/reset'));

const agentId = { __rl: true, mode: 'id', value: AGENT };
const sendText = (parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'message',
	operation: 'sendText',
	agentId,
	phoneNumber: '={{ $json.phone }}',
	text: '={{ $json.text }}',
	...parameters,
});

async function run(
	parameters: INodeParameters,
	input: Array<Record<string, string | number>>,
	settings: Parameters<typeof rbmNode>[2] = {},
	executionId?: string,
) {
	const node = rbmNode('rbm', parameters, settings);
	return await runNode(setup.package, await setup.credential(), node, input, executionId);
}

/** What the node's hint says after a run. */
function hintsOf({ data }: IRun): string {
	const hints = data.resultData.runData.RBM?.at(-1)?.hints ?? [];
	return hints.map(({ message }) => message).join('\n');
}

async function conversation(phoneNumber: string): Promise<AgentEntryView[]> {
	const { conversations } = (await setup.control('GET', '/state')) as EmulatorView;
	return conversations
		.filter((each) => each.phoneNumber === phoneNumber && each.agentId === AGENT)
		.flatMap(({ entries }) => entries)
		.filter((entry) => entry.from === 'agent');
}

describe('Message → Send Text', () => {
	it('sends text, replies, expiry and traffic type, and says what identifies it', async () => {
		const { outputs, error } = await run(
			sendText({
				suggestions: {
					suggestion: [
						{ text: 'Yes', postbackData: 'order:42:yes' },
						{ text: 'No', postbackData: '' },
					],
				},
				expires: 'after',
				expiresAfter: 2,
				expiresAfterUnit: 'hours',
				options: { messageTrafficType: 'TRANSACTION' },
			}),
			[{ phone: '0049 151 1234 5678', text: 'Shall we?' }],
		);
		expect(error).toBeUndefined();
		const [sent, unreachable] = outputs;
		expect(unreachable).toEqual([]);
		expect(sent).toHaveLength(1);
		const { json, pairedItem } = sent![0]!;
		expect(pairedItem).toEqual({ item: 0 });
		expect(json).toMatchObject({
			phoneNumber: ANNA,
			agentId: AGENT,
			messageTrafficType: 'TRANSACTION',
			name: `phones/${ANNA}/agentMessages/${String(json.messageId)}`,
		});
		expect(json.messageId).toMatch(/^[0-9a-f-]{36}$/);
		const lifetime = Date.parse(String(json.expireTime)) - Date.parse(String(json.sendTime));
		expect(Math.abs(lifetime - 2 * 60 * 60 * 1000)).toBeLessThan(1000);

		expect(await conversation(ANNA)).toMatchObject([
			{
				messageId: json.messageId,
				status: 'delivered',
				content: {
					text: 'Shall we?',
					suggestions: [
						{ reply: { text: 'Yes', postbackData: 'order:42:yes' } },
						{ reply: { text: 'No', postbackData: 'No' } },
					],
				},
			},
		]);
	});

	it('gives numbers without RCS their own output, with the input and the text', async () => {
		const { outputs, error } = await run(sendText(), [
			{ phone: ANNA, text: 'one', name: 'Anna' },
			{ phone: DEV, text: 'two', name: 'Dev' },
			{ phone: BRUNO, text: 'three', name: 'Bruno' },
		]);
		expect(error).toBeUndefined();
		const [sent, unreachable] = outputs;
		expect(sent!.map(({ json }) => json.phoneNumber)).toEqual([ANNA, BRUNO]);
		expect(sent!.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(unreachable).toMatchObject([
			{
				json: { phone: DEV, name: 'Dev', phoneNumber: DEV, text: 'two', reachable: false },
				pairedItem: { item: 1 },
			},
		]);
		expect(unreachable![0]!.json.reason).toEqual(expect.any(String));
	});

	it('takes an expiry as a moment, in the time zone of the workflow', async () => {
		const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
		const { outputs } = await run(sendText({ expires: 'at', expiresAt: inAnHour }), [
			{ phone: ANNA, text: 'x' },
		]);
		expect(Date.parse(String(outputs[0]![0]!.json.expireTime))).toBe(Date.parse(inAnHour));
	});

	it('keeps the order of many items', async () => {
		const input = Array.from({ length: 40 }, (_, i) => ({
			phone: [ANNA, BRUNO, CAROL][i % 3]!,
			text: `message ${i}`,
		}));
		const { outputs } = await run(sendText(), input);
		expect(outputs[0]!.map(({ json }) => (json.contentMessage as { text: string }).text)).toEqual(
			input.map(({ text }) => text),
		);
		const ids = new Set(outputs[0]!.map(({ json }) => json.messageId));
		expect(ids.size).toBe(40);
	});
});

describe('bad input', () => {
	const tooLong = 'a'.repeat(3073);

	it.each<[string, INodeParameters, Record<string, string>, RegExp]>([
		[
			'a number',
			sendText(),
			{ phone: '0151 2345', text: 'x' },
			/^To: "0151 2345" has no country code/,
		],
		['the text', sendText(), { phone: ANNA, text: tooLong }, /^Text: is 3073 .* limit is 3072/],
		[
			'the agent',
			sendText({ agentId: { __rl: true, mode: 'id', value: 'a b' } }),
			{ phone: ANNA, text: 'x' },
			/^Agent: /,
		],
		[
			'the expiry',
			sendText({ expires: 'after', expiresAfter: 16, expiresAfterUnit: 'days' }),
			{ phone: ANNA, text: 'x' },
			/^Expires After: .* 15 days/,
		],
		[
			'the moment',
			sendText({ expires: 'at', expiresAt: '2020-01-01T00:00:00Z' }),
			{ phone: ANNA, text: 'x' },
			/^Expires At: .* in the past/,
		],
		[
			'a label',
			sendText({ suggestions: { suggestion: [{ text: 'a'.repeat(26), postbackData: '' }] } }),
			{ phone: ANNA, text: 'x' },
			/^Suggestion 1, Label: is 26 .* limit is 25/,
		],
	])('in %s stops everything before anything is sent', async (_name, parameters, bad, message) => {
		const { error } = await run(parameters, [{ phone: BRUNO, text: 'good' }, bad]);
		expect(error?.message).toMatch(message);
		expect(error?.description).toBeTruthy();
		expect(await conversation(BRUNO)).toEqual([]);
	});

	it('leaves by the error output with its input where the user asked to continue', async () => {
		const { outputs, error } = await run(
			sendText(),
			[
				{ phone: ANNA, text: 'good' },
				{ phone: 'nonsense', text: 'bad', name: 'Nobody' },
				{ phone: DEV, text: 'unreachable' },
			],
			{ onError: 'continueErrorOutput' },
		);
		expect(error).toBeUndefined();
		const [sent, unreachable, failed] = outputs;
		expect(sent!.map(({ json }) => json.phoneNumber)).toEqual([ANNA]);
		expect(unreachable!.map(({ json }) => json.phoneNumber)).toEqual([DEV]);
		expect(failed).toHaveLength(1);
		expect(failed![0]!.json).toMatchObject({
			phone: 'nonsense',
			name: 'Nobody',
			error: 'To: "nonsense" has no country code',
		});
	});

	it('stays on the first output with the input under the regular continue', async () => {
		const { outputs } = await run(sendText(), [{ phone: 'nonsense', text: 'bad' }], {
			onError: 'continueRegularOutput',
		});
		expect(outputs[0]).toMatchObject([{ json: { phone: 'nonsense', error: expect.any(String) } }]);
	});
});

describe('failures of the platform', () => {
	it('explains a wrong agent, and shows nothing secret', async () => {
		const credential = await setup.credential();
		const node = rbmNode('rbm', sendText({ agentId: { __rl: true, mode: 'id', value: 'other' } }));
		const { run: result, error } = await runNode(setup.package, credential, node, [
			{ phone: ANNA, text: 'x' },
		]);
		expect(error).toMatchObject({ httpCode: '403' });
		expect(error?.description).toContain('not launched yet');
		const everything = JSON.stringify(result, (_key, value: unknown) =>
			value instanceof Error
				? { ...value, message: value.message, stack: value.stack, cause: value.cause }
				: value,
		);
		const token = String(credential.data.accessToken).replace(/^[0-9a-f]{16}:/, '');
		expect(token.length).toBeGreaterThan(20);
		expect(everything).not.toContain(token);
		expect(everything).not.toContain('PRIVATE KEY');
	});

	it('mints a new token when the old one was refused, and sends once', async () => {
		const credential = await setup.credential();
		const node = rbmNode('rbm', sendText());
		await runNode(setup.package, credential, node, [{ phone: ANNA, text: 'one' }]);
		const first = credential.data.accessToken;
		await setup.control('POST', '/tokens/expire');
		await runNode(setup.package, credential, node, [{ phone: ANNA, text: 'two' }]);
		expect(credential.data.accessToken).not.toBe(first);
		expect((await conversation(ANNA)).map(({ content }) => content.text)).toEqual(['one', 'two']);
	});

	it('sends again what the platform could not take, and it arrives once', async () => {
		await setup.control('POST', '/faults', { status: 503, times: 2, retryAfterSeconds: 0 });
		const { outputs } = await run(sendText(), [{ phone: ANNA, text: 'once' }]);
		expect(outputs[0]).toHaveLength(1);
		expect(await conversation(ANNA)).toHaveLength(1);
	});

	it('gives up after some tries and says so', async () => {
		await setup.control('POST', '/faults', { status: 429, times: 10, retryAfterSeconds: 0 });
		const { error } = await run(sendText(), [{ phone: ANNA, text: 'never' }]);
		expect(error).toMatchObject({ httpCode: '429' });
		expect(error?.message).toContain('Too many requests');
		expect(await conversation(ANNA)).toEqual([]);
	});

	it('delivers once when n8n runs the node again', async () => {
		const send = async () => await run(sendText(), [{ phone: ANNA, text: 'once' }], {}, 'same');
		const [first, second] = [await send(), await send()];
		expect(second.outputs[0]![0]!.json.messageId).toBe(first.outputs[0]![0]!.json.messageId);
		expect(await conversation(ANNA)).toHaveLength(1);
	});
});

describe('a Send Once Key', () => {
	const campaign = (sendOnceKey: string) => sendText({ options: { sendOnceKey } });

	it('sends once per phone, also in another execution, and says what was a repeat', async () => {
		const people = [
			{ phone: ANNA, text: 'sale' },
			{ phone: BRUNO, text: 'sale' },
			{ phone: ANNA, text: 'a doublet in the list' },
		];
		const { outputs: first, run: firstRun } = await run(campaign('spring sale'), people);
		expect(first[0]!.map(({ json }) => json.repeated)).toEqual([undefined, undefined, true]);
		expect(hintsOf(firstRun)).toMatch(
			/3 items in .*: 3 sent, 0 unreachable, 0 failed\. 1 had been/,
		);

		ahead += 60_000;
		const { outputs: second } = await run(campaign('spring sale'), people);
		expect(second[0]!.map(({ json }) => json.repeated)).toEqual([true, true, true]);
		expect([await conversation(ANNA), await conversation(BRUNO)]).toMatchObject([[{}], [{}]]);
	});

	it('does not go with a message ID', async () => {
		const options = { sendOnceKey: 'x', messageId: 'b7c1a8f0-0000-4000-8000-000000000001' };
		const { error } = await run(sendText({ options }), [{ phone: ANNA, text: 'x' }]);
		expect(error?.message).toBe('Message ID: cannot go with a Send Once Key');
	});
});

describe('an ID of your own', () => {
	const own = (messageId: string) => sendText({ options: { messageId } });

	it('refuses one UUID for two phones, which RBM would drop in silence', async () => {
		const { error } = await run(own('b7c1a8f0-0000-4000-8000-000000000001'), [
			{ phone: ANNA, text: 'x' },
			{ phone: BRUNO, text: 'x' },
		]);
		expect(error?.message).toMatch(/^Message ID: .* is used for \+49/);
		expect(await conversation(ANNA)).toEqual([]);
	});

	it('is in the details of a failure, so that the message can be revoked', async () => {
		await setup.control('POST', '/faults', { status: 503, times: 4, retryAfterSeconds: 0 });
		const { outputs } = await run(sendText(), [{ phone: ANNA, text: 'x' }], {
			onError: 'continueErrorOutput',
		});
		expect(outputs[2]![0]!.json).toMatchObject({
			phone: ANNA,
			details: expect.stringMatching(/Message ID: [0-9a-f-]{36}\.$/),
		});
	});
});

it('refuses a traffic type that RBM does not have', async () => {
	const { error } = await run(sendText({ options: { messageTrafficType: 'promotion' } }), [
		{ phone: ANNA, text: 'x' },
	]);
	expect(error?.message).toMatch(/^Traffic Type: "promotion" is not one of/);
});

it('survives a hiccup of the token endpoint', async () => {
	await setup.control('POST', '/faults', { status: 503, times: 1, pathContains: '/token' });
	const { outputs, error } = await run(sendText(), [{ phone: ANNA, text: 'x' }]);
	expect(error).toBeUndefined();
	expect(outputs[0]).toHaveLength(1);
});

describe('Message → Revoke', () => {
	const revoke = {
		resource: 'message',
		operation: 'revoke',
		agentId,
		phoneNumber: ANNA,
		messageId: '={{ $json.messageId }}',
	};

	it('tells whether it was still in time', async () => {
		const { outputs: early } = await run(sendText(), [{ phone: ANNA, text: 'delivered' }]);
		await setup.control('PATCH', `/phones/${ANNA}`, { online: false });
		const { outputs: late } = await run(sendText(), [{ phone: ANNA, text: 'queued' }]);
		const messageIds = [early, late].map((outputs) => String(outputs[0]![0]!.json.messageId));

		const { outputs } = await run(
			revoke,
			messageIds.map((messageId) => ({ messageId })),
		);
		expect(outputs).toHaveLength(1);
		expect(outputs[0]).toMatchObject([
			{ json: { messageId: messageIds[0], revoked: false, reason: expect.any(String) } },
			{ json: { messageId: messageIds[1], revoked: true } },
		]);
		expect((await conversation(ANNA)).map(({ status }) => status)).toEqual([
			'delivered',
			'revoked',
		]);
	});

	it('does not call it delivered when the answer of an earlier try was lost', async () => {
		await setup.control('PATCH', `/phones/${ANNA}`, { online: false });
		const { outputs } = await run(sendText(), [{ phone: ANNA, text: 'queued' }]);
		const { messageId } = outputs[0]![0]!.json;
		await setup.control('POST', '/faults', {
			status: 503,
			times: 1,
			method: 'DELETE',
			afterwards: true,
		});
		const { error } = await run(revoke, [{ messageId: String(messageId) }]);
		expect(error?.message).toContain('Unclear whether it was taken back');
	});

	it.each(['.', '..', ' '])('refuses the message ID "%s"', async (messageId) => {
		const { error } = await run(revoke, [{ messageId }]);
		expect(error?.message).toMatch(/^Message ID: is /);
	});
});

describe('Event', () => {
	const event = (operation: string, more: INodeParameters = {}) => ({
		resource: 'event',
		operation,
		agentId,
		phoneNumber: '={{ $json.phone }}',
		...more,
	});

	it('marks a message as read', async () => {
		await setup.control('POST', `/phones/${ANNA}/conversations/${AGENT}/messages`, { text: 'hi' });
		const state = (await setup.control('GET', '/state')) as EmulatorView;
		const entry = state.conversations.flatMap(({ entries }) => entries).at(-1)!;
		const { outputs } = await run(event('markAsRead', { messageId: '={{ $json.id }}' }), [
			{ phone: ANNA, id: entry.messageId },
		]);
		expect(outputs[0]).toMatchObject([
			{ json: { eventType: 'READ', messageId: entry.messageId, sent: true, phoneNumber: ANNA } },
		]);
		const after = (await setup.control('GET', '/state')) as EmulatorView;
		expect(after.conversations.flatMap(({ entries }) => entries).at(-1)).toMatchObject({
			status: 'read',
		});
	});

	it('shows typing, and goes on when there is no RCS', async () => {
		const { outputs } = await run(event('showTyping'), [{ phone: ANNA }, { phone: DEV }]);
		expect(outputs[0]).toMatchObject([
			{ json: { eventType: 'IS_TYPING', sent: true } },
			{ json: { eventType: 'IS_TYPING', sent: false, reason: expect.any(String) } },
		]);
		const { conversations } = (await setup.control('GET', '/state')) as EmulatorView;
		expect(
			conversations.filter(({ agentTyping }) => agentTyping).map(({ phoneNumber }) => phoneNumber),
		).toEqual([ANNA]);
	});
});

it('shows fields in the editor before the first run, and they are true', async () => {
	const { outputs } = await run(sendText({ expires: 'after', expiresAfter: 1 }), [
		{ phone: ANNA, text: 'x' },
	]);
	const schema = JSON.parse(
		readFileSync('dist/nodes/Rbm/__schema__/v1.0.0/message/sendText.json', 'utf8'),
	) as { properties: object };
	expect(Object.keys(schema.properties)).toEqual(
		expect.arrayContaining(Object.keys(outputs[0]![0]!.json)),
	);
});
