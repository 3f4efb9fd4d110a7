/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { setTimeout as pause } from 'node:timers/promises';

/** Waits until the condition holds; fails with the condition's own words after the deadline. */
export async function waitFor(
	condition: () => boolean | Promise<boolean>,
	deadlineMs = 5000,
): Promise<void> {
	const end = Date.now() + deadlineMs;
	while (!(await condition())) {
		if (Date.now() > end) throw new Error(`Still not true after ${deadlineMs} ms: ${condition}`);
		await pause(10);
	}
}
