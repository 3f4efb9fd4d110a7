import { sleep } from 'n8n-workflow';

/** Ends waiting early: raised when a failure ends the run, or the user stops the execution. */
export class StopSign {
	private raised = false;
	private readonly waiting = new Set<() => void>();

	/** @param signal n8n's own sign that the execution was stopped; it raises this one */
	constructor(signal: AbortSignal | undefined) {
		if (signal?.aborted) this.raise();
		signal?.addEventListener('abort', () => this.raise(), { once: true });
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
