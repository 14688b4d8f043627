/** Tests that say what the mutated rooms do; without those that draw thousands of random cases.
 * @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.js'),
  roots: ['manifest', 'model', 'mesh', 'reach'].map((room) => `<rootDir>/test/${room}`),
  testPathIgnorePatterns: ['/node_modules/', 'oracle\\.test\\.ts$', 'unread-fields\\.test\\.ts$'],
  reporters: ['default'],
};
