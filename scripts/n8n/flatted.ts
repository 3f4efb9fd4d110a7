type Flat = string | number | boolean | null | { [key: string]: Flat } | Flat[];

/**
 * Reads the format n8n keeps executions in (npm's `flatted`): a list of values, in which every
 * string inside an object or array stands for the value at that place of the list.
 */
export function parseFlatted(text: string): unknown {
	const values = JSON.parse(text) as Flat[];
	const revived = new Map<string, unknown>();

	const revive = (index: string): unknown => {
		if (revived.has(index)) return revived.get(index);
		const value = values[Number(index)];
		if (typeof value !== 'object' || value === null) return value;
		const result: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
		// Before its content, which may lead back to it.
		revived.set(index, result);
		for (const [key, entry] of Object.entries(value)) {
			Object.assign(result, { [key]: typeof entry === 'string' ? revive(entry) : entry });
		}
		return result;
	};
	return revive('0');
}
