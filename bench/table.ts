import type { RowResult } from './row';

/** As it is printed: columns of even width. */
export function plainTable({ columns, lines }: RowResult): string {
	const widths = columns.map((column, index) =>
		Math.max(column.length, ...lines.map((line) => line[index]!.length)),
	);
	const print = (cells: string[]) =>
		cells.map((cell, index) => cell.padEnd(widths[index]!)).join('  ');
	return [columns, widths.map((width) => '-'.repeat(width)), ...lines].map(print).join('\n');
}

/** As it is kept, a section of RESULTS.md. */
export function section(result: RowResult): string {
	const { title, notes, columns, lines } = result;
	const print = (cells: string[]) => `| ${cells.join(' | ')} |`;
	const table = [columns, columns.map(() => '---'), ...lines].map(print).join('\n');
	return `## ${title}\n\n${table}\n\n${notes.map((note) => `- ${note}`).join('\n')}\n`;
}
