import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';

/**
 * Which rooms of lib/ a room may import, besides itself. Data flows one way:
 * values and manifests at the bottom, capabilities above them, synth and the CLI on top.
 */
const rooms = {
  manifest: [],
  fleet: ['manifest'],
  model: ['manifest', 'fleet'],
  chart: ['manifest', 'fleet', 'model'],
  workload: ['manifest', 'fleet', 'model', 'chart'],
  reach: ['manifest', 'fleet'],
  connectivity: ['manifest', 'fleet', 'model', 'chart', 'workload', 'reach'],
  mesh: ['manifest', 'fleet', 'model', 'chart', 'workload'],
  checks: ['manifest', 'fleet', 'reach'],
  schemas: ['manifest', 'checks'],
  reader: ['manifest', 'checks'],
  report: ['manifest', 'fleet', 'checks', 'reach'],
  synth: ['manifest', 'fleet', 'model', 'chart', 'checks', 'report', 'reach'],
};

const importDirections = Object.entries(rooms).map(([room, allowed]) => ({
  files: [`lib/${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: Object.keys({ ...rooms, testing: 0, cli: 0 })
          .filter((other) => other !== room && !allowed.includes(other))
          .map((other) => ({
            regex: `^(\\.\\./)+${other}(/|$)`,
            message: `lib/${room} must not import lib/${other}: data flows one way.`,
          })),
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['build/', 'dist/', 'imports/', 'coverage/', 'node_modules/', '**/*.js'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: dirname(fileURLToPath(import.meta.url)) },
    },
  },
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['lib/**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(\\.\\./)+imports/',
              allowTypeImports: true,
              message: 'Import types only from imports/: loading the library must load none of it.',
            },
          ],
        },
      ],
    },
  },
  ...importDirections,
  { files: ['**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
