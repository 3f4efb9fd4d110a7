import { randomBytes, randomInt } from 'node:crypto';

import { waitFor } from '../../scripts/n8n';
import { DEMO_CLIENT_TOKEN, type Demo } from '../../scripts/startDemo';
import { EVENT_OPTIONS } from '../../nodes/Rbm/triggerEvents';
import { signPayload } from '../../rbm/signature';
import { startTestDemo } from './demoHost';

const COUNT = 1000;
/** n8n takes about 30 executions a second here; more at once only makes a queue. */
const AT_ONCE = 8;
/** For a slow machine; it takes about a minute. */
const LIMIT_MS = 300_000;

let demo: Demo;
let workflowId: string;
let url: string;

beforeAll(async () => {
	demo = await startTestDemo();
	const { id, name } = demo.credential;
	const trigger = {
		id: 'trigger',
		name: 'Trigger',
		type: 'n8n-nodes-rcs-business-messaging.rbmTrigger',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: { registration: 'manual', events: EVENT_OPTIONS.map(({ value }) => value) },
		webhookId: 'b7c1a8f0-0000-4000-8000-000000000001',
		credentials: { rbmServiceAccountApi: { id, name } },
	};
	const input = { name: 'Flood', nodes: [trigger], connections: {} };
	({ id: workflowId } = await demo.client.saveWorkflow(input));
	await demo.client.activate(workflowId);
	url = `${demo.n8n.url}/webhook/${trigger.webhookId}/rbm`;
});
afterAll(() => demo?.stop());

interface Post {
	body: string;
	headers: Record<string, string>;
}

/** A post as Google makes it; every one another event. */
function signed(index: number, token = DEMO_CLIENT_TOKEN): Post {
	const payload = JSON.stringify({
		senderPhoneNumber: '+4915112345678',
		messageId: `Mx${index}`,
		agentId: 'acme_support_agent@rbm.goog',
		text: `message ${index}`,
	});
	return {
		body: JSON.stringify({ message: { data: Buffer.from(payload).toString('base64') } }),
		headers: { 'x-goog-signature': signPayload(Buffer.from(payload), token) },
	};
}

function flipByte(base64: string): string {
	const bytes = Buffer.from(base64, 'base64');
	const at = randomInt(bytes.length);
	bytes[at] = bytes[at]! ^ randomInt(1, 256);
	return bytes.toString('base64');
}

const withData = (post: Post, change: (data: string) => unknown): Post => {
	const { message } = JSON.parse(post.body) as { message: { data: string } };
	return { ...post, body: JSON.stringify({ message: { data: change(message.data) } }) };
};
const WRONG_TYPES = [null, 7, true, [], {}, ['x'], { data: 'x' }, ''];

/** One mutation of each kind in turn. */
const MUTATIONS: Array<(post: Post, index: number) => Post> = [
	(post) => withData(post, flipByte),
	(post) => ({
		...post,
		headers: { 'x-goog-signature': flipByte(post.headers['x-goog-signature']!) },
	}),
	(_, index) => signed(index, 'another token'),
	(post) => ({ ...post, headers: {} }),
	(post) => withData(post, (data) => data.slice(0, randomInt(1, data.length))),
	(post) => withData(post, () => WRONG_TYPES[randomInt(WRONG_TYPES.length)]),
	(post) => ({
		...post,
		body: JSON.stringify({ message: WRONG_TYPES[randomInt(WRONG_TYPES.length)] }),
	}),
	(post) => ({ ...post, body: JSON.stringify(WRONG_TYPES[randomInt(WRONG_TYPES.length)]) }),
	(post) => ({ ...post, body: post.body.slice(0, randomInt(post.body.length)) }),
	(post, index) =>
		// One in ten of these has a megabyte of junk.
		withData(post, () => randomBytes(index % 100 === 9 ? 750_000 : 300).toString('base64')),
];

/** Sends them a few at a time; how often each status came. */
async function postAll(posts: Post[]): Promise<Record<number, number>> {
	const statuses: Record<number, number> = {};
	let next = 0;
	const worker = async () => {
		while (next < posts.length) {
			const { body, headers } = posts[next++]!;
			const response = await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body,
			});
			await response.arrayBuffer();
			statuses[response.status] = (statuses[response.status] ?? 0) + 1;
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	return statuses;
}

async function executions(): Promise<{ all: number; succeeded: number }> {
	const count = async (filter: object) => {
		const query = encodeURIComponent(JSON.stringify({ workflowId, ...filter }));
		const { count: total } = await demo.client.request<{ count: number }>(
			'GET',
			`/executions?filter=${query}&limit=1`,
		);
		return total;
	};
	return { all: await count({}), succeeded: await count({ status: ['success'] }) };
}

it(
	'starts nothing for 1,000 mutated posts, and says why in the log',
	async () => {
		const posts = Array.from({ length: COUNT }, (_, index) =>
			MUTATIONS[index % MUTATIONS.length]!(signed(index), index),
		);
		const statuses = await postAll(posts);
		expect(await executions()).toEqual({ all: 0, succeeded: 0 });
		// Bodies that are no JSON at all are n8n's own to refuse.
		expect(Object.keys(statuses).sort()).toEqual(['200', '422']);
		for (const reason of [
			'signature does not match',
			'no X-Goog-Signature',
			'no base64 message.data',
		]) {
			expect(demo.n8n.log()).toContain(reason);
		}
		expect(demo.n8n.log()).not.toContain(DEMO_CLIENT_TOKEN);
	},
	LIMIT_MS,
);

it(
	'starts 1,000 executions for 1,000 valid posts',
	async () => {
		const posts = Array.from({ length: COUNT }, (_, index) => signed(index));
		expect(await postAll(posts)).toEqual({ 200: COUNT });
		await waitFor(async () => ((await executions()).succeeded >= COUNT ? true : undefined), {
			what: `${COUNT} executions`,
			timeoutMs: 60_000,
		});
		expect(await executions()).toEqual({ all: COUNT, succeeded: COUNT });
	},
	LIMIT_MS,
);
