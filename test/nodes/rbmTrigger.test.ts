import type { INodeParameters } from 'n8n-workflow';

import type { CredentialStore } from '../harness/credentials';
import { AGENT, ANNA, CLIENT_TOKEN, type Setup } from '../harness/setup';
import { ALL_EVENTS as ALL, post, signed, testTrigger } from '../harness/trigger';
import { waitFor } from '../harness/waitFor';
import type { WebhookHost } from '../harness/webhookHost';

const triggerTest = testTrigger();
let setup: Setup;
beforeAll(() => {
	setup = triggerTest.setup();
});

async function trigger(
	test: (host: WebhookHost) => Promise<void>,
	events: string[] = ALL,
	credential: Record<string, string> = {},
	parameters: INodeParameters = {},
) {
	await triggerTest.serve(test, { events, credential, parameters });
}

const TEXT = {
	senderPhoneNumber: ANNA,
	messageId: 'Mx1',
	agentId: `${AGENT}@rbm.goog`,
	text: 'hi',
};

it('answers the handshake with the bare secret, as plain text', async () => {
	await trigger(async ({ url, executions }) => {
		const answer = await post(url, { clientToken: CLIENT_TOKEN, secret: '1234567890' });
		expect(answer).toMatchObject({ status: 200, text: '1234567890' });
		expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
		expect(executions).toEqual([]);
	});
});

it('says nothing to a handshake with another token, and warns', async () => {
	await trigger(async ({ url, warnings }) => {
		const answer = await post(url, { clientToken: 'guess', secret: '1234567890' });
		expect(answer).toMatchObject({ status: 400, text: '' });
		expect(warnings).toEqual([expect.stringContaining('another client token')]);
	});
});

it.each([
	['a wrong token', ...signed(TEXT, 'wrong'), 'signature does not match'],
	['no signature', signed(TEXT)[0], {}, 'no X-Goog-Signature'],
	['no envelope', { hello: 'world' }, {}, 'no base64 message.data'],
	['a list', [1, 2], {}, 'no base64 message.data'],
] as const)('drops a post with %s, and warns why', async (_name, body, headers, reason) => {
	await trigger(async ({ url, executions, warnings }) => {
		expect(await post(url, body, headers)).toMatchObject({ status: 200, text: '' });
		expect(executions).toEqual([]);
		expect(warnings).toEqual([expect.stringContaining(reason)]);
		expect(warnings.join()).not.toContain(CLIENT_TOKEN);
	});
});

it('acknowledges events nobody chose, and starts nothing', async () => {
	await trigger(
		async ({ url, executions }) => {
			const typing = { senderPhoneNumber: ANNA, eventType: 'IS_TYPING', eventId: 'e' };
			expect(await post(url, ...signed(typing))).toMatchObject({ status: 200 });
			expect(executions).toEqual([]);
		},
		['TEXT'],
	);
});

it('asks Google to come back when the credential has no client token', async () => {
	await trigger(
		async ({ url, executions, warnings }) => {
			expect(await post(url, ...signed(TEXT))).toMatchObject({ status: 503 });
			expect(executions).toEqual([]);
			expect(warnings).toEqual([expect.stringContaining('no Webhook Client Token')]);
		},
		ALL,
		{ webhookClientToken: '' },
	);
});

it('receives what happens on a phone of the emulator', async () => {
	await trigger(async ({ url, executions }) => {
		await setup.control('PUT', `/agents/${AGENT}/webhook`, { url, clientToken: CLIENT_TOKEN });
		await setup.control('POST', `/phones/${ANNA}/conversations/${AGENT}/messages`, { text: 'hi' });
		await setup.control('POST', `/phones/${ANNA}/conversations/${AGENT}/typing`, {});
		await waitFor(() => executions.length === 2);
		expect(executions.map(([items]) => items![0]!.json)).toEqual(
			expect.arrayContaining([
				expect.objectContaining({
					eventType: 'TEXT',
					text: 'hi',
					phoneNumber: ANNA,
					agentId: AGENT,
				}),
				expect.objectContaining({ eventType: 'IS_TYPING', phoneNumber: ANNA, agentId: AGENT }),
			]),
		);
		await setup.control('DELETE', `/agents/${AGENT}/webhook`);
	});
});

it('offers a choice for every event there is', () => {
	expect(new Set(ALL).size).toBe(ALL.length);
	expect(ALL).toHaveLength(14);
});

describe('repeated posts', () => {
	it('start one execution, under way or done', async () => {
		await trigger(async ({ url, executions }) => {
			const answers = await Promise.all(
				Array.from({ length: 10 }, () => post(url, ...signed(TEXT))),
			);
			expect(executions).toHaveLength(1);
			expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
			expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
			expect(await post(url, ...signed(TEXT))).toMatchObject({ status: 200 });
			expect(executions).toHaveLength(1);
		});
	});

	it('count again when the sender of the first hung up before it was looked at', async () => {
		const store = await setup.credential();
		let reading: (() => void) | undefined;
		const slowAtFirst = Object.assign(Object.create(store) as CredentialStore, {
			asHelper: () => ({
				...store.asHelper(),
				getDecrypted: async () => {
					if (!reading) await new Promise<void>((resolve) => (reading = resolve));
					return { ...store.data };
				},
			}),
		});
		await triggerTest.serve(
			async (host) => {
				const impatient = new AbortController();
				const first = post(host.url, ...signed(TEXT), impatient.signal);
				await waitFor(() => reading !== undefined);
				impatient.abort();
				await expect(first).rejects.toThrow();
				await waitFor(() => host.openPosts === 0);
				reading!();
				expect(await post(host.url, ...signed(TEXT))).toMatchObject({ status: 200 });
				expect(host.executions).toHaveLength(1);
			},
			{ credential: slowAtFirst },
		);
	});

	it('count again when n8n could not take the first', async () => {
		await trigger(async (host) => {
			host.failNext = true;
			expect(await post(host.url, ...signed(TEXT))).toMatchObject({ status: 500 });
			expect(await post(host.url, ...signed(TEXT))).toMatchObject({ status: 200 });
			expect(host.executions).toHaveLength(1);
		});
	});
});

describe('opting out', () => {
	const stop = { senderPhoneNumber: ANNA, messageId: 'MxStop', text: 'STOP' };
	const unsubscribe = { senderPhoneNumber: ANNA, eventId: 'e', eventType: 'UNSUBSCRIBE' };

	it.each([
		['keyword first', [stop, unsubscribe]],
		['event first', [unsubscribe, stop]],
	])('by the button runs the flow once: %s', async (_name, payloads) => {
		await trigger(async ({ url, executions }) => {
			for (const payload of payloads) {
				expect(await post(url, ...signed(payload))).toMatchObject({ status: 200 });
			}
			expect(executions).toMatchObject([[[{ json: { consent: 'OPT_OUT', phoneNumber: ANNA } }]]]);
		});
	});

	it('and in, and out again is heard each time', async () => {
		const said = [
			stop,
			unsubscribe,
			{ ...stop, messageId: '2', text: 'START' },
			{ ...stop, messageId: '3' },
			{ ...stop, messageId: '4' },
		];
		await trigger(async ({ url, executions }) => {
			for (const payload of said) await post(url, ...signed(payload));
			expect(executions.map(([items]) => items![0]!.json.consent)).toEqual([
				'OPT_OUT',
				'OPT_IN',
				'OPT_OUT',
				'OPT_OUT',
			]);
		});
	});

	it('by a typed keyword counts for who wants opt-outs only', async () => {
		await trigger(
			async ({ url, executions }) => {
				await post(url, ...signed(stop));
				await post(url, ...signed({ ...stop, messageId: 'other', text: 'hello' }));
				expect(executions).toMatchObject([[[{ json: { eventType: 'TEXT', consent: 'OPT_OUT' } }]]]);
			},
			['UNSUBSCRIBE'],
		);
	});
});

it('gives each kind of event its output', async () => {
	const from = { senderPhoneNumber: ANNA };
	const kinds = [
		{ ...from, messageId: 'm', text: 'hi' },
		{ ...from, eventId: 'd', eventType: 'DELIVERED' },
		{ phoneNumber: ANNA, eventId: 't', eventType: 'TTL_EXPIRATION_REVOKED' },
		{ ...from, eventId: 'u', eventType: 'UNSUBSCRIBE' },
		{ ...from, eventId: 'i', eventType: 'IS_TYPING' },
	];
	await trigger(
		async ({ url, executions }) => {
			for (const payload of kinds) await post(url, ...signed(payload));
			expect(executions.map((outputs) => outputs.map((items) => items.length))).toEqual([
				[1, 0, 0, 0, 0],
				[0, 1, 0, 0, 0],
				[0, 0, 1, 0, 0],
				[0, 0, 0, 1, 0],
				[0, 0, 0, 0, 1],
			]);
		},
		ALL,
		{},
		{ outputMode: 'byKind' },
	);
});

it('lets in the events of the chosen agents, and those that name none', async () => {
	await trigger(
		async ({ url, executions }) => {
			await post(url, ...signed({ ...TEXT, messageId: '1', agentId: 'other@rbm.goog' }));
			await post(url, ...signed({ ...TEXT, messageId: '2' }));
			await post(url, ...signed({ ...TEXT, messageId: '3', agentId: undefined }));
			expect(executions.map(([items]) => items![0]!.json.messageId)).toEqual(['2', '3']);
		},
		ALL,
		{},
		{ options: { agentIds: ` x@rbm.goog, ${AGENT} ` } },
	);
});

it('takes the previous token while it is being changed', async () => {
	await trigger(
		async ({ url, executions }) => {
			await post(url, ...signed(TEXT, 'old token'));
			expect(executions).toHaveLength(1);
			const answer = await post(url, { clientToken: 'old token', secret: '42' });
			expect(answer.text).toBe('42');
		},
		ALL,
		{ previousClientToken: 'old token' },
	);
});

it('answers 401 to a bad signature where the builder wants Google to repeat it', async () => {
	await trigger(
		async ({ url }) => {
			expect(await post(url, ...signed(TEXT, 'wrong'))).toMatchObject({ status: 401 });
		},
		ALL,
		{},
		{ options: { badSignatureAnswer: 401 } },
	);
});

it('marks messages as read where the builder wants it', async () => {
	await trigger(
		async ({ url }) => {
			await setup.control('POST', '/reset');
			await setup.control('PUT', `/agents/${AGENT}/webhook`, { url, clientToken: CLIENT_TOKEN });
			const path = `/phones/${ANNA}/conversations/${AGENT}/messages`;
			await setup.control('POST', path, { text: 'read me' });
			await waitFor(() =>
				setup.emulator
					.view()
					.conversations.flatMap(({ entries }) => entries)
					.some(({ from, status }) => from === 'user' && status === 'read'),
			);
			await setup.control('DELETE', `/agents/${AGENT}/webhook`);
		},
		ALL,
		{},
		{ options: { markAsRead: true } },
	);
});

it.each<[string, INodeParameters]>([
	['no list of events', { events: '={{ null }}' }],
	['one event instead of a list', { events: 'TEXT' }],
	['agents that are no text', { options: { agentIds: '={{ [1] }}' } }],
])('stands %s', async (_name, parameters) => {
	await trigger(
		async ({ url }) => {
			expect(await post(url, ...signed(TEXT))).toMatchObject({ status: 200 });
		},
		ALL,
		{},
		parameters,
	);
});
