/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- reason: tests, never inside n8n */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import type { Fault } from '../../emulator/api/faults';
import { createEmulator, type Emulator } from '../../emulator/emulator';
import { seededRandom } from '../emulator/support/seededRandom';
import { controlEmulator } from '../harness/controlEmulator';
import { waitFor } from '../harness/waitFor';
import {
	hasRcs,
	recipients,
	summaryCounts,
	type CampaignJob,
	type CampaignReport,
	type EndedItem,
} from './campaign';

/** Few enough for every test run; `npm run chaos` has the full size. */
const RECIPIENTS = Number(process.env.CHAOS_RECIPIENTS ?? 1000);
const RUNS = Number(process.env.CHAOS_RUNS ?? 1);
/** Seeds of the platform's faults, one campaign each: `CHAOS_SEEDS=7,8`, or 1 up to the number of runs. */
const SEEDS =
	process.env.CHAOS_SEEDS?.split(',') ?? Array.from({ length: RUNS }, (_, run) => `${run + 1}`);

const CAMPAIGN = 'spring-sale-2027';
/** The one place that knows how the node's options are called. */
const OPTIONS = { sendOnceKey: CAMPAIGN, concurrency: 50, timeout: 4 };

/** Longer than the node waits for an answer; that is long enough for a busy machine to answer in time. */
const TOO_LATE_MS = 8000;
const SENDS = { method: 'POST', pathContains: '/agentMessages' };
/** What the platform does to so many calls, all at once and all the time. */
const UNAVAILABLE: Fault = { ...SENDS, status: 503, chance: 0.1 };
const THROTTLED: Fault = { ...SENDS, status: 429, chance: 0.05, retryAfterSeconds: 1 };
const ANSWER_LOST: Fault = { ...SENDS, status: 'drop', chance: 0.05, afterwards: true };
const TAKEN_LATE: Fault = { ...SENDS, delayMs: TOO_LATE_MS, chance: 0.01 };
const ANSWERED_LATE: Fault = { ...TAKEN_LATE, afterwards: true };

/** After the failed ones were sent again so often, everybody must have been reached. */
const MOST_EXECUTIONS = 6;
/** Several times what it takes. A pace that goes down for good under scattered refusals does not make it. */
const TIME_LIMIT_MS = 120_000 + RECIPIENTS * 60;
/** Up to this age the node does not call a message known from before; clocks differ. */
const REPEAT_SLACK_MS = 7000;

let emulator: Emulator;
let children: ChildProcess[];

beforeEach(() => (children = []));
afterEach(async () => {
	for (const child of children) child.kill('SIGKILL');
	await emulator.close();
});

/** Starts an execution of the campaign in a process of its own. */
function startSending(executionId: string, phoneNumbers: string[]) {
	const child = fork(path.join(__dirname, 'sendCampaign.ts'), {
		execArgv: ['--import', 'tsx'],
		stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
	});
	children.push(child);
	let stderr = '';
	child.stderr!.on('data', (chunk) => (stderr += String(chunk)));
	const { url, serviceAccountKey } = emulator;
	const job: CampaignJob = { url, serviceAccountKey, executionId, options: OPTIONS, phoneNumbers };
	child.send(job);
	const reported = once(child, 'message') as Promise<[CampaignReport]>;
	const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
	return { child, reported, exited, stderr: () => stderr };
}

/** Calls to the platform, and how they ended; waits until none is under way. */
async function endedCalls() {
	let endings: Record<string, number> = {};
	await waitFor(() => {
		endings = emulator.calls.answers().agentMessages ?? {};
		const ended = Object.values(endings).reduce((sum, count) => sum + count, 0);
		return ended === emulator.calls.all().agentMessages;
	}, 2 * TOO_LATE_MS);
	return { calls: emulator.calls.all().agentMessages!, endings };
}

/** Sends the campaign and is killed half way, as by a crash or a restart of the machine. */
async function sendAndKill(phoneNumbers: string[], half: number): Promise<void> {
	const { child, exited, stderr } = startSending('killed', phoneNumbers);
	await waitFor(
		() => child.exitCode !== null || emulator.platform.sends.counts().accepted >= half,
		TIME_LIMIT_MS,
	);
	expect(stderr()).toBe('');
	child.kill('SIGKILL');
	expect(await exited).toEqual([null, 'SIGKILL']);
}

/** Sends the campaign to the end, and checks that what node and platform counted is the same. */
async function sendToTheEnd(executionId: string, phoneNumbers: string[]): Promise<CampaignReport> {
	emulator.calls.clear();
	emulator.platform.sends.clear();
	emulator.faults.clear();
	const [unavailable, throttled, answerLost, takenLate, answeredLate] = [
		UNAVAILABLE,
		THROTTLED,
		ANSWER_LOST,
		TAKEN_LATE,
		ANSWERED_LATE,
	].map((fault) => emulator.faults.add(fault));
	const shownBefore = emulator.platform.shown().size;

	const { reported, exited, stderr } = startSending(executionId, phoneNumbers);
	const [report] = await Promise.race([
		reported,
		exited.then(([code]) => {
			throw new Error(`The sending process ended with ${code}: ${stderr()}`);
		}),
	]);
	expect(report).toMatchObject({ problems: [] });
	expect(report.error).toBeUndefined();
	expect(await exited).toEqual([0, null]);

	const { calls, endings } = await endedCalls();
	const [sent, unreachable, failed] = report.outputs as [EndedItem[], EndedItem[], EndedItem[]];
	const repeated = sent.filter(({ json }) => json.repeated === true);
	// What the platform did is what the node says.
	expect({ 200: 0, 404: 0, 429: 0, 503: 0, drop: 0, gone: 0, ...endings }).toEqual({
		200: sent.length,
		404: unreachable.length,
		429: throttled!.hits,
		503: unavailable!.hits,
		drop: answerLost!.hits,
		gone: takenLate!.hits + answeredLate!.hits,
	});
	// For one item there is nothing to sum up.
	const isSummedUp = phoneNumbers.length > 1;
	expect(summaryCounts(report.summary)).toEqual(
		isSummedUp
			? {
					items: phoneNumbers.length,
					sent: sent.length,
					unreachable: unreachable.length,
					failed: failed.length,
					repeated: repeated.length,
					retries: calls - phoneNumbers.length,
					throttled: throttled!.hits,
				}
			: undefined,
	);
	const { accepted, repeated: repeatedCalls } = emulator.platform.sends.counts();
	expect(accepted).toBe(emulator.platform.shown().size - shownBefore);
	expect(repeated.length).toBeLessThanOrEqual(repeatedCalls);
	return report;
}

/** Every item ended once, at an output where it belongs, as itself. */
function expectEachItemOnce({ outputs }: CampaignReport, phoneNumbers: string[]): void {
	expect(outputs).toHaveLength(3);
	const [sent, unreachable, failed] = outputs as [EndedItem[], EndedItem[], EndedItem[]];
	const ended = outputs.flat().map(({ item }) => item);
	expect(ended.sort((a, b) => a - b)).toEqual([...phoneNumbers.keys()]);
	for (const { item, json } of outputs.flat()) expect(json.phoneNumber).toBe(phoneNumbers[item]);
	expect(sent.filter(({ json }) => !hasRcs(json.phoneNumber as string))).toEqual([]);
	expect(unreachable.filter(({ json }) => hasRcs(json.phoneNumber as string))).toEqual([]);
	for (const { json } of failed) expect(json.error).toEqual(expect.any(String));
}

/** Those are called repeated that the platform had from before, or that were in the list before. */
function expectRepeatsAreMarked({ outputs, startedAt }: CampaignReport): void {
	const sent = outputs[0]!;
	const inList = new Map<unknown, number>();
	for (const { json } of sent) {
		inList.set(json.phoneNumber, (inList.get(json.phoneNumber) ?? 0) + 1);
	}
	const single = sent.filter(({ json }) => inList.get(json.phoneNumber) === 1);
	const age = ({ json }: EndedItem) => startedAt - Date.parse(json.sendTime as string);
	const isMarked = ({ json }: EndedItem) => json.repeated === true;
	expect(single.filter((item) => age(item) > REPEAT_SLACK_MS && !isMarked(item))).toEqual([]);
	expect(single.filter((item) => age(item) < 0 && isMarked(item))).toEqual([]);
}

function tell(line: string): void {
	process.stderr.write(`${line}\n`);
}

test.each(SEEDS)(
	'a campaign that meets everything at once arrives once at everybody (seed %s)',
	async (seed) => {
		emulator = await createEmulator({ random: seededRandom(seed) });
		await controlEmulator(emulator, 'PATCH', '/settings', { unknownNumbers: 'evenOnline' });
		const phoneNumbers = recipients(RECIPIENTS);
		const reachable = new Set(phoneNumbers.filter(hasRcs));

		for (const fault of [UNAVAILABLE, THROTTLED, ANSWER_LOST, TAKEN_LATE, ANSWERED_LATE]) {
			emulator.faults.add(fault);
		}
		await sendAndKill(phoneNumbers, reachable.size / 2);
		await endedCalls();
		const halfWay = emulator.platform.shown().size;
		expect(halfWay).toBeGreaterThanOrEqual(reachable.size / 2);
		expect(halfWay).toBeLessThan(reachable.size * 0.75);
		tell(`seed ${seed}: killed after ${halfWay} of ${reachable.size} were reached`);

		const sentTo = new Map<string, string>();
		let left = phoneNumbers;
		for (let execution = 1; left.length > 0; execution++) {
			expect(execution).toBeLessThanOrEqual(MOST_EXECUTIONS);
			const report = await sendToTheEnd(`execution ${execution}`, left);
			tell(`seed ${seed}: ${report.summary || 'one item again'}`);
			expectEachItemOnce(report, left);
			expectRepeatsAreMarked(report);
			for (const { json } of report.outputs[0]!) {
				sentTo.set(json.phoneNumber as string, json.messageId as string);
			}
			left = report.outputs[2]!.map(({ json }) => json.phoneNumber as string);
		}

		// On every phone there is one message, the one the node told of, and none is left out.
		const shown = emulator.platform.shown();
		expect(new Set(shown.keys())).toEqual(reachable);
		expect([...shown].filter(([, messageIds]) => messageIds.length !== 1)).toEqual([]);
		expect(new Map([...shown].map(([phone, [messageId]]) => [phone, messageId]))).toEqual(sentTo);
	},
	TIME_LIMIT_MS,
);
