/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reason: runs beside n8n, never inside it */
import { emulatorCredential } from '../../scripts/emulatorCredential';
import { CredentialStore } from '../harness/credentials';
import { loadPackage } from '../harness/loader';
import { AGENT_ID } from '../harness/operation';
import { rbmNode, runNode } from '../harness/run';
import type { CampaignJob, CampaignReport } from './campaign';

/**
 * A process that sends one campaign with the built node in n8n's engine, as a worker of n8n would. It
 * gets its job from its parent, reports, and ends by itself; the parent may kill it at any time.
 */
async function sendCampaign(job: CampaignJob, problems: string[]): Promise<CampaignReport> {
	const loaded = await loadPackage();
	const { type, data } = emulatorCredential(job, '');
	const credentials = new CredentialStore(loaded.credentialType(type), data);

	const node = rbmNode(
		'rbm',
		{
			resource: 'message',
			operation: 'sendText',
			agentId: AGENT_ID,
			phoneNumber: '={{ $json.phoneNumber }}',
			text: '=Spring sale for {{ $json.phoneNumber }}: 20 % off until Sunday',
			options: job.options,
		},
		{ onError: 'continueErrorOutput' },
	);
	const items = job.phoneNumbers.map((phoneNumber) => ({ phoneNumber }));
	const startedAt = Date.now();
	const { run, outputs, error } = await runNode(loaded, credentials, node, items, job.executionId);
	const hints = run.data.resultData.runData[node.name]?.at(-1)?.hints ?? [];
	return {
		outputs: outputs.map((output) =>
			output.map(({ json, pairedItem }) => ({
				item: (pairedItem as { item: number }).item,
				json,
			})),
		),
		summary: hints.map(({ message }) => message).join('\n'),
		...(error && { error: error.message }),
		startedAt,
		milliseconds: Date.now() - startedAt,
		problems,
	};
}

const problems: string[] = [];
for (const event of ['unhandledRejection', 'uncaughtException', 'warning'] as const) {
	process.on(event, (problem: unknown) => {
		problems.push(`${event}: ${problem instanceof Error ? problem.stack : String(problem)}`);
	});
}

// Without its parent nobody would ever stop it.
process.once('disconnect', () => process.exit());

process.once('message', (job: CampaignJob) => {
	sendCampaign(job, problems).then(
		(report) => process.send!(report, () => process.disconnect()),
		(error: Error) => {
			process.stderr.write(`${error.stack}\n`);
			process.exit(1);
		},
	);
});
