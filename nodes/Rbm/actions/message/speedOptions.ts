import type { INodeProperties } from 'n8n-workflow';

import { RbmInputError } from '../../../../rbm/inputError';
import { DEFAULT_SPEED } from '../../run';
import type { ReadParameter, Speed } from '../operation';

const MOST_CONCURRENT = 50;
const MOST_PER_SECOND = 1000;
const LONGEST_TIMEOUT_SECONDS = 300;
const DEFAULT_TIMEOUT_SECONDS = 30;

/** How fast a campaign goes out. Google publishes no figures; the defaults suit everybody. */
export const speedOptions: INodeProperties[] = [
	{
		displayName: 'Concurrency',
		name: 'concurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MOST_CONCURRENT, numberPrecision: 0 },
		default: 10,
		description:
			'How many messages are on their way to the platform at a time. More is faster, up to 50. The same for all items.',
	},
	{
		displayName: 'Messages per Second',
		name: 'messagesPerSecond',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: MOST_PER_SECOND },
		default: 0,
		description:
			'Most messages to send in a second, the same for all items. 0 means as many as the platform takes: the node slows down when it is told to.',
	},
	{
		displayName: 'Timeout (Seconds)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: LONGEST_TIMEOUT_SECONDS },
		default: DEFAULT_TIMEOUT_SECONDS,
		description:
			"How long to wait for the platform's answer before trying again. The message cannot arrive twice.",
	},
];

function numberFrom(
	field: string,
	value: unknown,
	{ least, most, fallback }: { least: number; most: number; fallback: number },
): number {
	if (value === undefined || value === '') return fallback;
	const number = Number(value);
	if (number >= least && number <= most) return number;
	throw new RbmInputError(
		field,
		`"${String(value).slice(0, 20)}" is not a number from ${least} to ${most}`,
		`Enter a number in this range, or remove the option for ${fallback}.`,
	);
}

/** @throws RbmInputError when an option is out of range */
export function readSpeed(parameter: ReadParameter): Speed {
	// One by one: another option of the first item may hold an expression that fails, for that item only.
	const perSecond = numberFrom('Messages per Second', parameter('options.messagesPerSecond', ''), {
		least: 0,
		most: MOST_PER_SECOND,
		fallback: 0,
	});
	return {
		concurrency: Math.round(
			numberFrom('Concurrency', parameter('options.concurrency', ''), {
				least: 1,
				most: MOST_CONCURRENT,
				fallback: DEFAULT_SPEED.concurrency,
			}),
		),
		perSecond: perSecond === 0 ? Infinity : perSecond,
	};
}

/** Milliseconds to wait for an answer. @throws RbmInputError when it is out of range */
export function readTimeout(parameter: ReadParameter): number {
	const { timeout } = parameter('options', {}) as Record<string, unknown>;
	return (
		1000 *
		numberFrom('Timeout', timeout, {
			least: 1,
			most: LONGEST_TIMEOUT_SECONDS,
			fallback: DEFAULT_TIMEOUT_SECONDS,
		})
	);
}
