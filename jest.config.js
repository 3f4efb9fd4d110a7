/** Everything but the end-to-end tests, which have a configuration of their own. */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.{ts,tsx}'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	// The installed n8n is 200,000 files; jest must not even look at them.
	modulePathIgnorePatterns: ['<rootDir>/test/host/'],
	haste: { forceNodeFilesystemAPI: true },
	transform: {
		'^.+\\.tsx?$': [
			'@swc/jest',
			{
				jsc: {
					target: 'es2022',
					parser: { syntax: 'typescript', tsx: true },
					transform: { react: { runtime: 'automatic', importSource: 'preact' } },
				},
				module: { type: 'commonjs' },
			},
		],
	},
	testTimeout: 15_000,
};
