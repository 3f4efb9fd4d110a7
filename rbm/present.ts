/** The fields that are there, so that nothing empty is sent or put on an item. */
export function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined),
	) as never;
}
