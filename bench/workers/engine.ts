/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import 'reflect-metadata';
import { Expression, type INode } from 'n8n-workflow';
import { GCProfiler } from 'node:v8';

import { emulatorCredential } from '../../scripts/emulatorCredential';
import { CredentialStore } from '../../test/harness/credentials';
import { loadPackage } from '../../test/harness/loader';
import { runItems } from '../../test/harness/run';
import { withBaseNodes } from './baseNodes';
import { campaign } from './campaign';
import { GenericCredential } from './genericCredential';
import { serve } from './serve';
import { OTHER_CREDENTIALS, SUBJECTS, type Subject, type SubjectName } from './subjects';

/** n8n's own defaults of 2.41, which evaluate expressions in an isolate. */
const ENGINE = {
	engine: 'vm',
	poolSize: 1,
	maxCodeCacheSize: 1024,
	bridgeTimeout: 5000,
	bridgeMemoryLimit: 128,
} as const;

/** Where our node finds the emulator. */
interface Platform {
	url: string;
	serviceAccountKey: object;
}

async function start() {
	await Expression.initExpressionEngine(ENGINE);
	return await withBaseNodes(await loadPackage());
}
const starting = start();
let rbm: CredentialStore;
const node: (subject: Subject) => INode = ({
	type,
	typeVersion,
	parameters,
	credential,
	onError,
}) => ({
	id: 'measured',
	name: 'Measured',
	type,
	typeVersion,
	position: [200, 0],
	parameters,
	...(onError && { onError }),
	...(credential && { credentials: { [credential]: { id: '1', name: 'Bench' } } }),
});

async function credentialOf({ credential }: Subject): Promise<CredentialStore> {
	if (credential === undefined || credential === 'rbmServiceAccountApi') return rbm;
	const { credentialType } = await starting;
	return new GenericCredential(credentialType(credential), OTHER_CREDENTIALS[credential]!);
}

async function run(name: SubjectName, rows: ReturnType<typeof campaign>) {
	const loaded = await starting;
	const subject = SUBJECTS[name];
	const items = rows.map((json) => ({ json }));
	const credential = await credentialOf(subject);
	const cpu = process.cpuUsage();
	const begin = performance.now();
	const { outputs, error, run } = await runItems(loaded, credential, node(subject), items);
	const milliseconds = performance.now() - begin;
	const { user, system } = process.cpuUsage(cpu);
	const problem = error ?? run.data.resultData.error;
	if (problem) throw problem;
	return {
		milliseconds,
		cpuMilliseconds: (user + system) / 1000,
		items: outputs.map((output) => output.length),
	};
}

const handlers = {
	/** Gives our node its credential, with a token to be had at the first call. */
	async connect(platform: Platform): Promise<void> {
		const { credentialType } = await starting;
		const { type, data } = emulatorCredential(platform, '');
		rbm = new CredentialStore(credentialType(type), data);
	},

	/** Runs a node on a campaign; what time and what work it took, and how many items each output has. */
	async time(
		name: SubjectName,
		count: number,
		step: 1 | 2,
	): Promise<{ milliseconds: number; cpuMilliseconds: number; items: number[] }> {
		return await run(name, campaign(count, step));
	},

	/**
	 * Runs a node on a campaign and tells what memory it took, in bytes; once in a process, because the
	 * peak is the process's. V8 counts the heap before and after each of its own collections, so that
	 * nothing is missed while the event loop is busy, and none is forced.
	 */
	async memory(
		name: SubjectName,
		count: number,
	): Promise<{ milliseconds: number; before: number; peak: number; heap: number; live: number }> {
		await starting;
		const rows = campaign(count, 2);
		const before = process.memoryUsage.rss();
		const profiler = new GCProfiler();
		profiler.start();
		const { milliseconds } = await run(name, rows);
		const end = process.memoryUsage().heapUsed;
		const { statistics } = profiler.stop();
		const heap = Math.max(
			end,
			...statistics.map(({ beforeGC }) => beforeGC.heapStatistics.usedHeapSize),
		);
		const live = Math.max(
			...statistics
				.filter(({ gcType }) => gcType === 'MarkSweepCompact')
				.map(({ afterGC }) => afterGC.heapStatistics.usedHeapSize),
			0,
		);
		return { milliseconds, before, peak: process.resourceUsage().maxRSS * 1024, heap, live };
	},
};

/** n8n's engine with our package and a few of n8n's nodes, in a process of its own. */
export type EngineWorker = typeof handlers;
serve(handlers);
