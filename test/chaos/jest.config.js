/** `npm run chaos`: ten campaigns of 10,000, each under another seed. */
process.env.CHAOS_RECIPIENTS ??= '10000';
process.env.CHAOS_RUNS ??= '10';

module.exports = {
	...require('../../jest.config.js'),
	rootDir: '../..',
	testMatch: ['**/test/chaos/*.test.ts'],
};
