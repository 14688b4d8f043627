/** Changes the code in small ways and names each change that no test notices: `npm run test:mutation`.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ['lib/manifest/**/*.ts', 'lib/model/**/*.ts', 'lib/mesh/resolve*.ts', 'lib/reach/**/*.ts'],
  testRunner: 'jest',
  // Rooms that are loaded when they are needed are related to no test by their imports.
  jest: { projectType: 'custom', configFile: 'jest.mutation.config.js', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  // A message, a table and a label are asserted where they matter; other wording is no fault.
  mutator: { excludedMutations: ['StringLiteral'] },
  ignorePatterns: ['/bench', '/build', '/dist', '/docs', '/schemas', '/test/apps', '/test/checks'],
  ignoreStatic: true,
  concurrency: 1,
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  tempDirName: 'build/stryker',
};
