import type { Clock, Timer } from '../clock';

const HEARTBEAT_MS = 15_000;

/** The part of an HTTP response a stream needs. */
export interface StreamSink {
	write(chunk: string): unknown;
	end(): unknown;
}

/**
 * Server-sent events that carry the whole state: at once to who connects, then after every change,
 * all changes of one tick together. A comment line every 15 s keeps proxies from hanging up.
 */
export class EventStream {
	private readonly sinks = new Set<StreamSink>();
	private heartbeat: Timer | undefined;
	private scheduled = false;

	/** @param snapshot gives the state as one line of JSON */
	constructor(
		private readonly clock: Clock,
		private readonly snapshot: () => string,
	) {}

	/** Adds a listener; call what is returned when it has gone. */
	open(sink: StreamSink): () => void {
		this.sinks.add(sink);
		sink.write(`retry: 1000\n\n${this.message()}`);
		if (!this.heartbeat) this.beatLater();
		return () => {
			this.sinks.delete(sink);
			if (this.sinks.size > 0) return;
			this.heartbeat?.cancel();
			this.heartbeat = undefined;
		};
	}

	changed(): void {
		if (this.scheduled || this.sinks.size === 0) return;
		this.scheduled = true;
		queueMicrotask(() => {
			this.scheduled = false;
			if (this.sinks.size > 0) this.broadcast(this.message());
		});
	}

	/** Ends all streams. */
	stop(): void {
		this.heartbeat?.cancel();
		this.heartbeat = undefined;
		for (const sink of this.sinks) sink.end();
		this.sinks.clear();
	}

	private message(): string {
		return `data: ${this.snapshot()}\n\n`;
	}

	private broadcast(text: string): void {
		for (const sink of this.sinks) sink.write(text);
	}

	private beatLater(): void {
		this.heartbeat = this.clock.setTimer(HEARTBEAT_MS, () => {
			this.broadcast(': still here\n\n');
			this.beatLater();
		});
	}
}
