/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import fastify, { type FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** A text that was sent, as far as the answers repeat it. */
interface TwilioForm {
	From: string;
	To: string;
	Body: string;
}

/**
 * The calls of Twilio and of Meta's Graph API that n8n's nodes make, answered in their shape after the
 * same latency as the emulator's. Nothing is checked or kept: this platform does less than ours.
 */
export async function createOtherPlatforms(latencyMs: () => number): Promise<FastifyInstance> {
	const app = fastify({ forceCloseConnections: true });
	app.addContentTypeParser(
		'application/x-www-form-urlencoded',
		{ parseAs: 'string' },
		(_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
	);
	app.addHook('onSend', async (_request, reply) => {
		const left = latencyMs() - reply.elapsedTime;
		if (left > 0) await pause(left);
	});

	app.post<{ Params: { account: string }; Body: TwilioForm }>(
		'/twilio/2010-04-01/Accounts/:account/Messages.json',
		async ({ params: { account }, body: { From, To, Body } }, reply) => {
			const sid = `SM${randomUUID().replaceAll('-', '')}`;
			const uri = `/2010-04-01/Accounts/${account}/Messages/${sid}`;
			const now = new Date().toUTCString();
			return await reply.code(201).send({
				...{ account_sid: account, api_version: '2010-04-01', body: Body, date_created: now },
				...{ date_sent: null, date_updated: now, direction: 'outbound-api', error_code: null },
				...{ error_message: null, from: From, messaging_service_sid: null, num_media: '0' },
				...{ num_segments: '1', price: null, price_unit: null, sid, status: 'queued' },
				...{ subresource_uris: { media: `${uri}/Media.json` }, to: To, uri: `${uri}.json` },
			});
		},
	);

	app.post<{ Body: { to: string } }>('/meta/v13.0/:sender/messages', async ({ body: { to } }) => ({
		messaging_product: 'whatsapp',
		contacts: [{ input: to, wa_id: to }],
		messages: [{ id: `wamid.${randomUUID()}` }],
	}));

	// What n8n's WhatsApp Trigger asks for when its workflow is switched on and off.
	app.post('/meta/v19.0/oauth/access_token', async () => ({
		access_token: 'an app token',
		token_type: 'bearer',
	}));
	app.get('/meta/v19.0/:app/subscriptions', async () => ({ data: [] }));
	app.post('/meta/v19.0/:app/subscriptions', async () => ({ success: true }));
	app.delete('/meta/v19.0/:app/subscriptions', async () => ({ success: true }));
	return app;
}
