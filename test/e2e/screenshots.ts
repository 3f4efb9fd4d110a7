/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** The pictures of the README; UPDATE_SCREENSHOTS=1 renews them, other runs only try. */
const FOLDER = process.env.UPDATE_SCREENSHOTS
	? resolve(__dirname, '../../docs/images')
	: join(tmpdir(), 'rcs-screenshots');

/** Takes a picture of a page or a part of it. */
export async function screenshot(subject: Page | Locator, name: string): Promise<void> {
	mkdirSync(FOLDER, { recursive: true });
	await subject.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
}
