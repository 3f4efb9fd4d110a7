import type { IDataObject, INode } from 'n8n-workflow';

import { toAgentId } from '../../../../rbm/agentId';
import { capabilityRequest, type Capabilities } from '../../../../rbm/capabilities';
import type { RbmOutcome } from '../../../../rbm/outcome';
import {
	batchRequest,
	planReachability,
	readBatchAnswer,
	type ReachabilityCall,
	type ReachabilityQuestion,
} from '../../../../rbm/reachability';
import { requestFailure } from '../../failures';
import { carried, type Run } from '../../run';
import { agentField, phoneNumberField, phoneOptions, recipient } from '../fields';
import type { CustomOperation } from '../operation';

/** What is known of a number; `reason` is there when it is not reachable. */
type Verdict = IDataObject & { reachable: boolean };

const REASON = 'Not reachable by this agent over RCS';

/** Tells of each number what the outcome of its call says. @throws the item's failure, if it failed */
function judge(
	node: INode,
	{ kind }: ReachabilityCall,
	outcome: RbmOutcome,
): (phoneNumber: string, itemIndex: number) => Verdict {
	if (kind === 'single' && outcome.kind === 'unreachable') {
		return () => ({ reachable: false, reason: outcome.reason });
	}
	if (outcome.kind !== 'accepted') {
		return (_, itemIndex) => {
			throw requestFailure(node, outcome, itemIndex);
		};
	}
	if (kind === 'single') {
		const { carrier } = (outcome.body ?? {}) as Capabilities;
		return () => ({ reachable: true, ...(carrier !== undefined && { carrier }) });
	}
	const { reachable, carriers, potentialReach } = readBatchAnswer(outcome.body);
	return (phoneNumber) => {
		const isReachable = reachable.has(phoneNumber);
		const carrier = carriers.get(phoneNumber);
		return {
			reachable: isReachable,
			...(!isReachable && { reason: REASON }),
			...(carrier !== undefined && { carrier }),
			...(potentialReach && { potentialReach: { ...potentialReach } }),
		};
	};
}

/** The input's fields go along, so that the next node can send, here or by another channel. */
function placeVerdict(run: Run, itemIndex: number, verdict: Verdict): void {
	const input = carried(run.items[itemIndex]!);
	run.place(itemIndex, verdict.reachable ? 0 : 1, {
		...input,
		json: { ...input.json, ...verdict },
	});
}

/** Capability → Check Many: all numbers of the input in as few calls as RBM's rules allow. */
export const checkMany: CustomOperation = {
	value: 'checkMany',
	name: 'Check Many',
	action: 'Check many numbers',
	description: 'Find out which of many numbers can be reached, in as few calls as possible',
	outputs: ['Reachable', 'Unreachable'],
	fields: [
		{
			displayName:
				"All input items are checked together. From 500 numbers of a world region on, RBM's bulk check is used: up to 10,000 numbers at a time, answered from a cache and without what the phones can show.",
			name: 'checkManyNotice',
			type: 'notice',
			default: '',
		},
		agentField,
		phoneNumberField,
		phoneOptions(),
	],
	async execute(run) {
		const questions: ReachabilityQuestion[] = [];
		const items = new Map<string, number[]>();
		const itemsOf = (agentId: string, phoneNumber: string) => {
			const key = JSON.stringify([agentId, phoneNumber]);
			const indexes = items.get(key) ?? [];
			items.set(key, indexes);
			return indexes;
		};
		await run.forEachItem((itemIndex) => {
			const parameter = run.parameters(itemIndex);
			const agentId = toAgentId(parameter('agentId'));
			const phoneNumber = recipient(parameter);
			questions.push({ agentId, phoneNumber });
			itemsOf(agentId, phoneNumber).push(itemIndex);
		});

		const jobs = planReachability(questions).map((call) => {
			const { kind, agentId, phoneNumbers } = call;
			const request =
				kind === 'batch' ? batchRequest(call) : capabilityRequest(agentId, phoneNumbers[0]!);
			return { call, request, itemIndex: itemsOf(agentId, phoneNumbers[0]!)[0]! };
		});
		const node = run.context.getNode();
		await run.send(jobs, ({ call }, { outcome }) => {
			const { agentId, phoneNumbers } = call;
			const verdictOf = judge(node, call, outcome);
			for (const phoneNumber of phoneNumbers) {
				for (const itemIndex of itemsOf(agentId, phoneNumber)) {
					run.attempt(itemIndex, () => {
						const verdict = verdictOf(phoneNumber, itemIndex);
						placeVerdict(run, itemIndex, { phoneNumber, agentId, ...verdict });
					});
				}
			}
		});
		run.hintAtSummary();
	},
};
