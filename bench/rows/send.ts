import { inTurns, median, ratios, scaled, spread } from '../measure';
import type { Effort, Row } from '../row';
import type { BareClientWorker } from '../workers/bareClient';
import { startStage, type Stage } from '../workers/stage';
import { CONCURRENCY } from '../workers/subjects';
import { startWorker } from '../workers/worker';

const LATENCIES_MS = [0, 20, 80];

/** Messages of a run: enough for two to five seconds, and the same for those that send at once. */
const MESSAGES = 1000;
const MESSAGES_ONE_BY_ONE = { 0: 400, 20: 80, 80: 30 } as Record<number, number>;

const SIDES = {
	bare: `Bare keep-alive client, ${CONCURRENCY} at once`,
	sendText: `Our Send Text, ${CONCURRENCY} at once, on error continue`,
	sendTextOrStop: `Our Send Text, ${CONCURRENCY} at once, on error stop`,
	whatsApp: "n8n's WhatsApp, all at once",
	twilio: "n8n's Twilio, one by one",
};
type Side = keyof typeof SIDES;
const ORDER = Object.keys(SIDES) as Side[];

interface Taken {
	milliseconds: number;
	cpuMilliseconds: number;
}

interface Turn {
	perSecond: number;
	/** Of the sender's process, for each message. */
	cpuMilliseconds: number;
	atOnce: number;
}

/** A way to send so many messages, by each side. */
async function startSides(
	stage: Stage,
): Promise<Record<Side, (count: number) => Promise<Taken>> & { end(): Promise<void> }> {
	const bare = startWorker<BareClientWorker>('bareClient.ts');
	const token = await stage.platform.ask('token');
	const inEngine = async (subject: Exclude<Side, 'bare'>) => {
		const engine = await stage.engine();
		return async (count: number) => {
			const { items, ...taken } = await engine.ask('time', subject, count, 2);
			if (items[0] !== count) throw new Error(`${subject} sent ${items[0]} of ${count}`);
			return taken;
		};
	};
	return {
		bare: async (count) => await bare.ask('time', stage.emulator, token, count),
		sendText: await inEngine('sendText'),
		sendTextOrStop: await inEngine('sendTextOrStop'),
		whatsApp: await inEngine('whatsApp'),
		twilio: await inEngine('twilio'),
		end: async () => await bare.end(),
	};
}

/** Messages per second of each side at one latency, after a turn of each that does not count. */
async function measureAt(
	latencyMs: number,
	stage: Stage,
	sides: Awaited<ReturnType<typeof startSides>>,
	effort: Effort,
): Promise<Record<Side, Turn[]>> {
	const turn = async (side: Side, share: number): Promise<Turn> => {
		const messages = side === 'twilio' ? MESSAGES_ONE_BY_ONE[latencyMs]! : MESSAGES;
		const count = scaled(messages * share, effort, 10);
		await stage.platform.ask('reset', latencyMs);
		const { milliseconds, cpuMilliseconds } = await sides[side](count);
		return {
			perSecond: (count / milliseconds) * 1000,
			cpuMilliseconds: cpuMilliseconds / count,
			atOnce: await stage.platform.ask('mostAtOnce'),
		};
	};
	for (const side of ORDER) await turn(side, 0.25);
	return await inTurns(ORDER, effort, async (side) => await turn(side, 1));
}

/**
 * How many messages per second leave, by how long the platform takes to answer. The bare client is
 * the limit: the same posts to the same emulator without n8n. It is no test of Google, which limits
 * every agent by a quota; and there is no TLS on any side, whose handshake n8n would pay for each
 * message, since its request helper opens a connection for each.
 */
export const send: Row = {
	name: 'send',
	async measure(effort, say) {
		const lines: string[][] = [];
		const stage = await startStage();
		try {
			const sides = await startSides(stage);
			for (const latencyMs of LATENCIES_MS) {
				say(`${latencyMs} ms`);
				const turns = await measureAt(latencyMs, stage, sides, effort);
				const rates = (side: Side) => turns[side].map(({ perSecond }) => perSecond);
				for (const side of ORDER) {
					lines.push([
						`${latencyMs} ms`,
						SIDES[side],
						spread(rates(side), latencyMs > 0 && side === 'twilio' ? 1 : 0),
						spread(
							turns[side].map(({ cpuMilliseconds }) => cpuMilliseconds),
							1,
						),
						String(Math.max(...turns[side].map(({ atOnce }) => atOnce))),
						`${(median(ratios(rates(side), rates('bare'))) * 100).toFixed(0)} %`,
						`${median(ratios(rates(side), rates('twilio'))).toFixed(1)} ×`,
					]);
				}
			}
			await sides.end();
		} finally {
			await stage.end();
		}
		return {
			title: 'Sending texts',
			notes: [
				"Each node runs in n8n's own engine (n8n-core, expressions in n8n's isolate), each side in a process of its own, the platforms in another. No side uses TLS, and none has n8n's database.",
				'"On error" is the setting of the node: with "stop", n8n\'s default, ours checks every item before it sends the first, and with "continue" as it goes.',
				`A run is ${scaled(MESSAGES, effort)} messages; fewer for the node that sends one by one. "At once" is what the platform saw: at 0 ms it answers one call before it reads the next. "CPU" is what the sender's process worked for each message.`,
				"n8n's nodes talk to a small server in the emulator's process that answers in the shape of Twilio and Meta after the same latency, but checks and keeps nothing.",
			],
			columns: [
				'Latency',
				'Sender',
				'Messages per second',
				'CPU ms each',
				'At once',
				'Of the bare client',
				'To one by one',
			],
			lines,
		};
	},
};
