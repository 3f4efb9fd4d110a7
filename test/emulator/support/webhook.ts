import fastify from 'fastify';

import type { Emulator } from '../../../emulator/emulator';
import type { WebhookEnvelope } from '../../../rbm/envelope';
import { classify, type RbmEvent } from '../../../rbm/events';
import { closeLater, SUPPORT } from './emulator';

export const CLIENT_TOKEN = 'a client token';

/** One post as it arrived. */
export interface Received {
	headers: Record<string, string | string[] | undefined>;
	body: WebhookEnvelope & {
		message: { attributes: Record<string, string>; [name: string]: unknown };
	};
	bytes: Buffer;
	event: RbmEvent;
}

/** How to answer an event post: with a status, or not at all. */
export type Reaction = number | 'hang' | 'drop';

export interface Receiver {
	url: string;
	posts: Received[];
	/** Types in order of arrival. */
	types(): string[];
	/** Decides on every post; 200 at first. */
	react: (post: Received) => Reaction;
	/** Posts that hang now. */
	hanging(): number;
	/** Lets those go that hang now, with 200. */
	release(): void;
	/** Answers a handshake; right at first. */
	greet: (secret: string) => { status?: number; type?: string; body: string };
	handshakes: Array<{ headers: Received['headers']; body: Record<string, string> }>;
	close(): Promise<void>;
}

/** A webhook as a partner would run it. */
export async function startReceiver(): Promise<Receiver> {
	const app = fastify({ forceCloseConnections: true });
	const hanging = new Set<() => void>();
	const receiver: Receiver = {
		url: '',
		posts: [],
		types: () => receiver.posts.map(({ event }) => event.eventType),
		react: () => 200,
		hanging: () => hanging.size,
		release() {
			for (const go of hanging) go();
			hanging.clear();
		},
		greet: (secret) => ({ body: secret }),
		handshakes: [],
		close: async () => await app.close(),
	};

	app.post<{ Body: Received['body'] & { secret?: string } }>('/hook', async (request, reply) => {
		const { headers, body } = request;
		if (body.secret !== undefined) {
			receiver.handshakes.push({ headers, body: body as unknown as Record<string, string> });
			const { status = 200, type = 'text/plain', body: answer } = receiver.greet(body.secret);
			return await reply.code(status).type(type).send(answer);
		}
		const bytes = Buffer.from(body.message.data, 'base64');
		const post = { headers, body, bytes, event: classify(bytes) };
		receiver.posts.push(post);
		const reaction = receiver.react(post);
		if (reaction === 'drop') {
			request.raw.socket.destroy();
			return reply.hijack();
		}
		if (reaction === 'hang') {
			await new Promise<void>((resolve) => {
				hanging.add(resolve);
				request.raw.socket.on('close', () => hanging.delete(resolve));
			});
		}
		return await reply.code(reaction === 'hang' ? 200 : reaction).send('');
	});
	receiver.url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/hook`;
	return closeLater(receiver);
}

/** Starts a receiver and makes it the agent's webhook, without the handshake. */
export async function attachReceiver(emulator: Emulator, agentId = SUPPORT): Promise<Receiver> {
	const receiver = await startReceiver();
	emulator.webhooks.set(agentId, { url: receiver.url, clientToken: CLIENT_TOKEN });
	return receiver;
}
