const { transform, moduleNameMapper } = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test/conformance', '<rootDir>/test/oracles'],
  testMatch: ['**/*.test.ts'],
  transform,
  moduleNameMapper,
  globalSetup: '<rootDir>/test/conformance/start-servers.ts',
  globalTeardown: '<rootDir>/test/conformance/stop-servers.ts',
  // The servers are shared, and one of them already keeps two cores busy.
  maxWorkers: 1,
  testTimeout: 20 * 60_000,
};
