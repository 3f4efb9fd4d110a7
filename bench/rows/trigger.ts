/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import type { INode, INodeParameters } from 'n8n-workflow';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { EVENT_OPTIONS } from '../../nodes/Rbm/triggerEvents';
import { freePort, installPackage, N8nClient, startN8n, waitFor } from '../../scripts/n8n';
import { inTurns, median, ratios, scaled, spread } from '../measure';
import type { Row } from '../row';
import { startStage } from '../workers/stage';
import { plainPost, rbmPost, sendPosts, whatsAppPost, type Post } from '../workers/webhookPosts';
import { REDIRECT } from '../workers/worker';

const POSTS = 400;
/** n8n starts a few dozen executions a second; more at once only makes a queue. */
const AT_ONCE = 8;
const SECRET = 'a secret that both sides know';

const OWNER = { email: 'owner@example.com', password: 'Not a secret 1' };

interface Receiver {
	label: string;
	type: string;
	typeVersion: number;
	parameters: INodeParameters;
	/** After the webhook's ID. */
	path: string;
	credential?: { type: string; data: Record<string, unknown> };
	post: (index: number) => Post;
}

const SIDES = {
	webhook: {
		label: "n8n's Webhook, checks nothing",
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		parameters: { httpMethod: 'POST', path: 'bench-plain', options: {} },
		path: 'bench-plain',
		post: plainPost,
	},
	whatsApp: {
		label: "n8n's WhatsApp Trigger, signed",
		type: 'n8n-nodes-base.whatsAppTrigger',
		typeVersion: 1,
		parameters: { updates: ['messages'], options: {} },
		path: 'webhook',
		credential: { type: 'whatsAppTriggerApi', data: { clientId: '1', clientSecret: SECRET } },
		post: (index) => whatsAppPost(index, SECRET),
	},
	rbm: {
		label: 'Our trigger, signed',
		type: 'n8n-nodes-rcs-business-messaging.rbmTrigger',
		typeVersion: 1,
		parameters: { events: EVENT_OPTIONS.map(({ value }) => value), registration: 'manual' },
		path: 'rbm',
		credential: {
			type: 'rbmServiceAccountApi',
			data: { privateKeyJson: '', webhookClientToken: SECRET, endpoint: 'custom' },
		},
		post: (index) => rbmPost(index, SECRET),
	},
} satisfies Record<string, Receiver>;
type Side = keyof typeof SIDES;
const ORDER = Object.keys(SIDES) as Side[];

interface Live {
	workflowId: string;
	url: string;
}

/** Makes the workflow of one side, trigger and No Operation, and switches it on. */
async function bringUp(client: N8nClient, side: Side, platform: PlatformKeys): Promise<Live> {
	const { type, typeVersion, parameters, path, credential }: Receiver = SIDES[side];
	const data = { ...credential?.data, ...(side === 'rbm' && platform) };
	const saved =
		credential && (await client.saveCredential({ name: side, type: credential.type, data }));
	const webhookId = `00000000-0000-4000-8000-00000000000${ORDER.indexOf(side)}`;
	const trigger: INode = {
		...{ id: 'trigger', name: 'Trigger', type, typeVersion, parameters, position: [0, 0] },
		webhookId,
		...(saved && { credentials: { [saved.type]: { id: saved.id, name: saved.name } } }),
	};
	const nothing: INode = {
		...{ id: 'nothing', name: 'Nothing', type: 'n8n-nodes-base.noOp', typeVersion: 1 },
		...{ position: [200, 0], parameters: {} },
	};
	const { id } = await client.saveWorkflow({
		name: side,
		nodes: [trigger, nothing],
		connections: { Trigger: { main: [[{ node: 'Nothing', type: 'main', index: 0 }]] } },
	});
	await client.activate(id);
	// A Webhook node's path is its own; others have their ID in front.
	const place = side === 'webhook' ? path : `${webhookId}/${path}`;
	return { workflowId: id, url: `${client.url}/webhook/${place}` };
}

interface PlatformKeys {
	privateKeyJson: string;
	baseUrl: string;
}

async function succeeded(client: N8nClient, workflowId: string): Promise<number> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId, status: ['success'] }));
	const { count } = await client.request<{ count: number }>(
		'GET',
		`/executions?filter=${filter}&limit=1`,
	);
	return count;
}

/**
 * How many events per second start an execution that ends, in a real n8n with its database. Nearly all
 * of it is n8n's own work of storing executions; the row tells whether a trigger adds to it. Meta's
 * side of the WhatsApp Trigger's registration is answered by the platform here; its node is n8n's own.
 */
export const trigger: Row = {
	name: 'trigger',
	async measure(effort, say) {
		const count = scaled(POSTS, effort, 20);
		const userFolder = mkdtempSync(join(tmpdir(), 'n8n-bench-'));
		const stage = await startStage();
		try {
			installPackage(resolve(__dirname, '../..'), userFolder);
			const { serviceAccountKey } = await stage.platform.ask('addresses');
			const env = { NODE_OPTIONS: `--require=${REDIRECT}`, BENCH_PLATFORM: stage.others };
			const n8n = await startN8n({ userFolder, port: await freePort(), env });
			try {
				const client = new N8nClient(n8n.url);
				await client.signIn(OWNER);
				const keys = {
					privateKeyJson: JSON.stringify(serviceAccountKey),
					baseUrl: stage.emulator,
				};
				const live = {} as Record<Side, Live>;
				for (const side of ORDER) live[side] = await bringUp(client, side, keys);

				let index = 0;
				const turn = async (side: Side, posts: number) => {
					const { workflowId, url } = live[side];
					const before = await succeeded(client, workflowId);
					const all = Array.from({ length: posts }, () => SIDES[side].post(index++));
					const begin = performance.now();
					await sendPosts(url, all, AT_ONCE);
					const answered = performance.now() - begin;
					const what = `${posts} executions of ${side}`;
					await waitFor(
						async () =>
							(await succeeded(client, workflowId)) - before >= posts ? true : undefined,
						{ what, timeoutMs: 120_000 },
					);
					const ended = performance.now() - begin;
					return { answered: (posts / answered) * 1000, ended: (posts / ended) * 1000 };
				};
				for (const side of ORDER) await turn(side, Math.ceil(count / 4));
				const turns = await inTurns(ORDER, effort, async (side, round) => {
					if (side === ORDER[0]) say(`round ${round + 1}`);
					return await turn(side, count);
				});
				const values = (side: Side, field: 'answered' | 'ended') =>
					turns[side].map((result) => result[field]);
				const share = (side: Side, reference: Side) =>
					`${(median(ratios(values(side, 'ended'), values(reference, 'ended'))) * 100).toFixed(0)} %`;
				return {
					title: 'Receiving events',
					notes: [
						'For every trigger but its own Webhook, n8n prepares an isolate for expressions at each post (2.41, live-webhooks); the WhatsApp Trigger is the closer reference.',
						`A real n8n with its defaults (SQLite, executions kept), all three workflows in it: trigger, then No Operation. ${count} posts a run, ${AT_ONCE} at once.`,
						'"Ended" counts until the last execution is stored as a success.',
					],
					columns: [
						'Trigger',
						'Answered per second',
						'Ended per second',
						'Of the Webhook',
						'Of the WhatsApp Trigger',
					],
					lines: ORDER.map((side) => [
						SIDES[side].label,
						spread(values(side, 'answered')),
						spread(values(side, 'ended')),
						share(side, 'webhook'),
						share(side, 'whatsApp'),
					]),
				};
			} finally {
				await n8n.stop();
			}
		} finally {
			await stage.end();
			rmSync(userFolder, { recursive: true, force: true, maxRetries: 3 });
		}
	},
};
