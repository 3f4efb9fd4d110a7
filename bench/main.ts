/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- reason: runs beside n8n, never inside it */
/**
 * Measures the package, each time beside a reference and in turns with it:
 *
 *   npm run bench                   all rows; writes bench/RESULTS.md
 *   npm run bench -- send memory    these rows; prints them and writes nothing
 *   npm run bench -- --quick        small and rough, to see whether it works; writes nothing
 *
 * It asserts nothing. Figures of different machines, or of a busy one, do not compare.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { circumstances } from './machine';
import type { Effort, Row } from './row';
import { limit } from './rows/limit';
import { load } from './rows/load';
import { memory } from './rows/memory';
import { reach } from './rows/reach';
import { send } from './rows/send';
import { trigger } from './rows/trigger';
import { plainTable, section } from './table';

const ROWS: Row[] = [send, limit, memory, trigger, reach, load];
const FULL: Effort = { rounds: 5, scale: 1 };
const QUICK: Effort = { rounds: 2, scale: 0.1 };
const RESULTS = join(__dirname, 'RESULTS.md');

function chosenRows(names: string[]): Row[] {
	const unknown = names.find((name) => !ROWS.some((row) => row.name === name));
	if (unknown !== undefined) {
		throw new Error(
			`There is no "${unknown}"; there are ${ROWS.map(({ name }) => name).join(', ')}.`,
		);
	}
	return ROWS.filter(({ name }) => names.length === 0 || names.includes(name));
}

async function main(args: string[]): Promise<void> {
	const isQuick = args.includes('--quick');
	const names = args.filter((arg) => arg !== '--quick');
	const rows = chosenRows(names);
	const effort = isQuick ? QUICK : FULL;
	const sections: string[] = [];
	const begin = Date.now();
	for (const row of rows) {
		console.log(`\n${row.name} …`);
		const result = await row.measure(effort, (line) => console.log(`  ${line}`));
		sections.push(section(result));
		console.log(
			`\n${result.title}\n\n${plainTable(result)}\n\n${result.notes.map((note) => `- ${note}`).join('\n')}`,
		);
	}
	const minutes = `${Math.ceil((Date.now() - begin) / 60_000)} min`;
	console.log(`\n${minutes}`);
	if (names.length > 0 || isQuick) return;
	const head = [
		'# Measured',
		'`npm run bench` wrote this; do not edit it. The sides of a table took turns in one run; a figure is the ' +
			`median of ${effort.rounds} runs if no other number is given, with the least and the most in brackets.`,
		[...circumstances(), `It took ${minutes}.`].map((line) => `- ${line}`).join('\n'),
	];
	writeFileSync(RESULTS, [...head, ...sections].join('\n\n').trimEnd() + '\n');
	console.log('Written to bench/RESULTS.md');
}

main(process.argv.slice(2)).catch((error: Error) => {
	console.error(`\n${error.message}\n`);
	process.exit(1);
});
