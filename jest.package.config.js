/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config'),
  roots: ['<rootDir>/test/package'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Installed packages are too much for memory.
  globalSetup: undefined,
  globalTeardown: undefined,
};
