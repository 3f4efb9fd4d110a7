import type { Clock, Timer } from '../clock';

const HEARTBEAT_MS = 15_000;
/** After a snapshot the stream rests so many times as long as that took, and leaves the rest to the API. */
const REST_FACTOR = 9;

/** The part of an HTTP response a stream needs. */
export interface StreamSink {
	write(chunk: string): unknown;
	end(): unknown;
}

/**
 * Server-sent events that carry the whole state: at once to who connects, then after every change,
 * all changes of one tick together; more of them while the state is so large that printing it takes
 * time. A comment line every 15 s keeps proxies from hanging up.
 */
export class EventStream {
	private readonly sinks = new Set<StreamSink>();
	private heartbeat: Timer | undefined;
	private scheduled = false;
	/** Milliseconds since 1970. */
	private restUntil = 0;

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
		const left = this.restUntil - this.clock.now();
		if (left > 0) this.clock.setTimer(left, () => this.tell());
		else queueMicrotask(() => this.tell());
	}

	/** Ends all streams. */
	stop(): void {
		this.heartbeat?.cancel();
		this.heartbeat = undefined;
		for (const sink of this.sinks) sink.end();
		this.sinks.clear();
	}

	private tell(): void {
		this.scheduled = false;
		if (this.sinks.size === 0) return;
		const start = this.clock.now();
		this.broadcast(this.message());
		const end = this.clock.now();
		this.restUntil = end + REST_FACTOR * (end - start);
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
