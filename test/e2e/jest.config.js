const { transform } = require('../../jest.config.js');

/** A real n8n and a real browser: slow, and one after the other. */
module.exports = {
	rootDir: '../..',
	testEnvironment: 'node',
	roots: ['<rootDir>/test/e2e'],
	testMatch: ['**/*.test.ts'],
	transform,
	maxWorkers: 1,
	testTimeout: 120_000,
};
