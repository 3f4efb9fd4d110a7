/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';

import { signPayload } from '../../rbm/signature';

/** A webhook post, ready to be sent. */
export interface Post {
	body: string;
	headers: Record<string, string>;
}

const text = (index: number) => `message ${index}`;

/** What Google posts when a person writes; every one is another event. */
export function rbmPost(index: number, clientToken: string): Post {
	const payload = Buffer.from(
		JSON.stringify({
			senderPhoneNumber: '+4915112345678',
			messageId: `Mx${index}`,
			sendTime: '2026-01-01T12:00:00.000000Z',
			agentId: 'acme_support_agent@rbm.goog',
			text: text(index),
		}),
	);
	return {
		body: JSON.stringify({ message: { data: payload.toString('base64') } }),
		headers: { 'x-goog-signature': signPayload(payload, clientToken) },
	};
}

/** What Meta posts when a person writes. */
export function whatsAppPost(index: number, clientSecret: string): Post {
	const value = {
		messaging_product: 'whatsapp',
		metadata: { display_phone_number: '4930123456', phone_number_id: '1234567890' },
		contacts: [{ profile: { name: 'Anna' }, wa_id: '4915112345678' }],
		messages: [
			{
				from: '4915112345678',
				id: `wamid.${index}`,
				timestamp: '1767268800',
				type: 'text',
				text: { body: text(index) },
			},
		],
	};
	const body = JSON.stringify({
		object: 'whatsapp_business_account',
		entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
	});
	const signature = createHmac('sha256', clientSecret).update(body).digest('hex');
	return { body, headers: { 'x-hub-signature-256': `sha256=${signature}` } };
}

/** The same event for a webhook that checks nothing. */
export function plainPost(index: number): Post {
	const body = JSON.stringify({ senderPhoneNumber: '+4915112345678', text: text(index) });
	return { body, headers: {} };
}

function send(url: string, { body, headers }: Post, agent: Agent): Promise<void> {
	return new Promise((done, failed) => {
		const all = {
			...headers,
			'content-type': 'application/json',
			'content-length': Buffer.byteLength(body),
		};
		request(url, { method: 'POST', agent, headers: all })
			.on('response', (response) => {
				if (response.statusCode !== 200) failed(new Error(`n8n answered ${response.statusCode}`));
				response.resume().on('end', done).on('error', failed);
			})
			.on('error', failed)
			.end(body);
	});
}

/** Sends them, so many at once, on connections that are kept. @throws unless each is answered by 200 */
export async function sendPosts(
	url: string,
	posts: readonly Post[],
	atOnce: number,
): Promise<void> {
	const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
	let next = 0;
	const sending = async () => {
		while (next < posts.length) await send(url, posts[next++]!, agent);
	};
	try {
		await Promise.all(Array.from({ length: atOnce }, sending));
	} finally {
		agent.destroy();
	}
}
