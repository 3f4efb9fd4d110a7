/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { packPackage } from '../../scripts/build/pack';
import { findNode } from '../../scripts/n8n/nodeBinary';
import { inTurns, spread } from '../measure';
import type { Row } from '../row';
import { baseNodesFolder } from '../workers/baseNodes';
import { installFromRegistry, ownPackage, type LoadedFiles } from '../workers/npmPackage';
import { HOST_FOLDER } from '../workers/worker';

/** Community packages with many downloads that send messages or posts, of those the registry has. */
const COMMUNITY = [
	['n8n-nodes-evolution-api', '1.0.4'],
	['@devlikeapro/n8n-nodes-chatwoot', '1.0.2'],
	['@blotato/n8n-nodes-blotato', '1.0.10'],
] as const;

/** n8n's own nodes for messages, with their credentials. */
const BASE: Record<string, { nodes: string[]; credentials: string[] }> = {
	Twilio: { nodes: ['Twilio/Twilio', 'Twilio/TwilioTrigger'], credentials: ['TwilioApi'] },
	WhatsApp: {
		nodes: ['WhatsApp/WhatsApp', 'WhatsApp/WhatsAppTrigger'],
		credentials: ['WhatsAppApi', 'WhatsAppTriggerApi'],
	},
	Telegram: {
		nodes: ['Telegram/Telegram', 'Telegram/TelegramTrigger'],
		credentials: ['TelegramApi'],
	},
	Slack: {
		nodes: ['Slack/Slack', 'Slack/SlackTrigger'],
		credentials: ['SlackApi', 'SlackOAuth2Api'],
	},
};

/** Loading is over in a moment, so that more turns than elsewhere cost nothing. */
const TURNS_PER_ROUND = 3;

function baseNodes(): LoadedFiles[] {
	const dist = join(baseNodesFolder(), 'dist');
	return Object.entries(BASE).map(([label, { nodes, credentials }]) => ({
		label: `n8n's ${label}`,
		files: [
			...credentials.map((name) => join(dist, 'credentials', `${name}.credentials.js`)),
			...nodes.map((name) => join(dist, 'nodes', `${name}.node.js`)),
		],
	}));
}

const size = (bytes: number | undefined) =>
	bytes === undefined ? '–' : `${(bytes / 1024).toFixed(0)} kB`;

/**
 * What the package costs every n8n it is installed in: the time to load its nodes and credentials at
 * the start, and its size. n8n's own nodes are part of one large package, so they have no size here,
 * and share code that a fresh process loads for each anew.
 */
export const load: Row = {
	name: 'load',
	async measure(effort, say) {
		const temporary = mkdtempSync(join(tmpdir(), 'bench-load-'));
		try {
			const missing: string[] = [];
			const community = COMMUNITY.flatMap(([name, version]) => {
				try {
					say(`fetching ${name} ${version}`);
					return [installFromRegistry(name, version, temporary)];
				} catch {
					missing.push(`${name} ${version}`);
					return [];
				}
			});
			const packed = packPackage(resolve(__dirname, '../..'), join(temporary, 'own'));
			const packages = [ownPackage(packed), ...baseNodes(), ...community];

			const node = findNode(HOST_FOLDER);
			// Beside n8n, where n8n lets the nodes of other packages find n8n-workflow.
			const besideN8n = dirname(realpathSync(join(HOST_FOLDER, 'node_modules/n8n')));
			const script = resolve(__dirname, '../workers/loadTime.cjs');
			const files = Object.fromEntries(packages.map((each) => [each.label, each.files]));
			const rounds = effort.rounds * TURNS_PER_ROUND;
			const times = await inTurns(Object.keys(files), { rounds }, async (label) => {
				const env = { ...process.env, NODE_PATH: besideN8n };
				const args = [script, ...files[label]!];
				return Number(execFileSync(node, args, { env, encoding: 'utf8' }));
			});
			return {
				title: 'Loading and size',
				notes: [
					`All node and credential files of a package, required in a fresh process that has loaded n8n-workflow; ${rounds} times each.`,
					'"Installed" is what n8n unpacks, dependencies included.',
					...missing.map((name) => `${name} could not be had from the registry.`),
				],
				columns: ['Package', 'Load ms', 'Tarball', 'Installed'],
				lines: packages.map(({ label, tarball, installed }) => [
					label,
					spread(times[label]!),
					size(tarball),
					size(installed),
				]),
			};
		} finally {
			rmSync(temporary, { recursive: true, force: true });
		}
	},
};
