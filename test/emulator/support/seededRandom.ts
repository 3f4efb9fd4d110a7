import { createHash } from 'node:crypto';

import type { RandomBytes } from '../../../emulator/random';

/** The same bytes in the same order for the same seed: SHA-256 of the seed and a counter. */
export function seededRandom(seed: string): RandomBytes {
	let stock = Buffer.alloc(0);
	let blocks = 0;
	return (size) => {
		while (stock.length < size) {
			const block = createHash('sha256').update(`${seed} ${blocks++}`).digest();
			stock = Buffer.concat([stock, block]);
		}
		const taken = stock.subarray(0, size);
		stock = stock.subarray(size);
		return Buffer.from(taken);
	};
}
