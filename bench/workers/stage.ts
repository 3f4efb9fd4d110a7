import { startWorker, type Worker } from './worker';
import type { EngineWorker } from './engine';
import type { PlatformWorker } from './platform';

/** The platforms that all clients of a row talk to, and a way to start n8n engines beside them. */
export interface Stage {
	platform: Worker<PlatformWorker>;
	emulator: string;
	others: string;
	/** An engine in a process of its own, whose nodes reach the platforms here. */
	engine(): Promise<Worker<EngineWorker>>;
	/** Ends all processes. */
	end(): Promise<void>;
}

/** Starts the platforms. */
export async function startStage(): Promise<Stage> {
	const platform = startWorker<PlatformWorker>('platform.ts');
	const { emulator, others, serviceAccountKey } = await platform.ask('addresses');
	const engines: Array<Worker<EngineWorker>> = [];
	return {
		platform,
		emulator,
		others,
		async engine() {
			const engine = startWorker<EngineWorker>('engine.ts', { BENCH_PLATFORM: others });
			engines.push(engine);
			await engine.ask('connect', { url: emulator, serviceAccountKey });
			return engine;
		},
		async end() {
			await Promise.all(engines.map((engine) => engine.end()));
			await platform.end();
		},
	};
}
