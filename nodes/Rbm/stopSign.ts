import { sleep } from 'n8n-workflow';

/** Ends waiting early: raised when a failure ends the run, or the user stops the execution. */
export class StopSign {
	/** Comes to an end when the user stops the execution, otherwise never. */
	readonly whenStopped: Promise<void>;
	private raised = false;
	private readonly waiting = new Set<() => void>();
	private readonly stopped: () => void;

	/** @param signal n8n's own sign that the execution was stopped; it raises this one */
	constructor(private readonly signal: AbortSignal | undefined) {
		let resolve!: () => void;
		this.whenStopped = new Promise((settle) => (resolve = settle));
		this.stopped = () => {
			this.raise();
			resolve();
		};
		if (signal?.aborted) this.stopped();
		else signal?.addEventListener('abort', this.stopped);
	}

	/** Lets n8n's sign go, which lives as long as the execution. */
	release(): void {
		this.signal?.removeEventListener('abort', this.stopped);
	}

	get isRaised(): boolean {
		return this.raised;
	}

	raise(): void {
		this.raised = true;
		for (const goOn of this.waiting) goOn();
		this.waiting.clear();
	}

	/** Waits so many milliseconds, or until the sign is raised. */
	async wait(milliseconds: number): Promise<void> {
		if (this.raised) return;
		await new Promise<void>((resolve) => {
			this.waiting.add(resolve);
			void sleep(milliseconds).then(() => {
				this.waiting.delete(resolve);
				resolve();
			});
		});
	}
}
