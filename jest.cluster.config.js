/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.conformance.config.js'),
  roots: ['<rootDir>/test/cluster'],
  globalSetup: '<rootDir>/test/cluster/start-clusters.ts',
  globalTeardown: '<rootDir>/test/cluster/stop-clusters.ts',
};
