/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reason: runs beside n8n, never inside it */

/** What a worker can be asked, by name; arguments and results go from process to process. */
export type Handlers = Record<string, (...args: never[]) => unknown>;

export interface Question {
	id: number;
	name: string;
	args: unknown[];
}

export interface Answer {
	id: number;
	value?: unknown;
	error?: string;
}

/** Makes this process a worker: it answers one question after the other and ends with its parent. */
export function serve(handlers: Handlers): void {
	process.on('message', ({ id, name, args }: Question) => {
		const answer = (rest: Omit<Answer, 'id'>) => process.send!({ id, ...rest } satisfies Answer);
		Promise.resolve()
			.then(() => handlers[name]!(...(args as never[])))
			.then(
				(value) => answer({ value }),
				(error: Error) => answer({ error: error.stack ?? error.message }),
			);
	});
	process.on('disconnect', () => process.exit());
}
