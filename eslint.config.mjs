import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';

/**
 * Which rooms of lib/ a room may import, besides itself. Data flows one way:
 * values and manifests at the bottom, capabilities above them, synth and the CLI on top.
 */
const rooms = {
  manifest: ['products/controllers'],
  fleet: ['manifest'],
  // Records of controllers are plain data, on the floor below everything that reads pods.
  'products/controllers': ['manifest/objects/field', 'manifest/objects/json', 'manifest/objects/label-selector'],
  products: ['manifest', 'fleet'],
  schema: ['manifest', 'fleet'],
  model: ['manifest', 'fleet', 'products'],
  chart: ['manifest', 'fleet', 'model'],
  workload: ['manifest', 'fleet', 'products', 'model', 'chart'],
  clusters: ['manifest', 'fleet', 'chart'],
  data: ['manifest', 'fleet', 'model', 'chart', 'workload'],
  stateful: ['manifest', 'fleet', 'model', 'chart', 'workload'],
  'reach/sets': ['manifest', 'fleet', 'products'],
  'reach/policies': ['manifest', 'fleet', 'products', 'reach/sets', 'reach/space'],
  'reach/space': ['manifest', 'fleet', 'products', 'reach/sets', 'reach/policies'],
  'reach/mesh': ['manifest', 'fleet', 'products', 'reach/sets', 'reach/policies', 'reach/space'],
  'reach/questions': ['manifest', 'fleet', 'products', 'reach'],
  autoscaling: ['manifest', 'fleet', 'products', 'model', 'chart', 'workload'],
  delivery: ['manifest', 'fleet', 'model'],
  connectivity: ['manifest', 'fleet', 'model', 'chart', 'workload', 'reach'],
  secrets: ['manifest', 'fleet', 'model', 'chart', 'workload'],
  promotion: ['manifest', 'fleet', 'model', 'chart', 'workload'],
  sources: ['manifest', 'fleet', 'chart', 'reader'],
  gitops: ['manifest', 'fleet', 'products', 'model'],
  mesh: ['manifest', 'fleet', 'products', 'model', 'chart', 'workload'],
  flags: ['manifest', 'fleet', 'products', 'model', 'chart', 'workload'],
  monitoring: ['manifest', 'fleet', 'products', 'model', 'mesh'],
  access: ['manifest', 'fleet', 'model'],
  tenancy: ['manifest', 'fleet', 'products', 'model', 'chart', 'workload', 'secrets'],
  'operators/runtime': [
    'capabilities',
    'manifest',
    'fleet',
    'chart',
    'operators',
    'reader',
    'checks',
    'report',
    'synth',
  ],
  operators: ['manifest', 'fleet', 'products', 'schema', 'model', 'chart', 'workload', 'access'],
  scheduling: ['manifest', 'fleet', 'model', 'chart', 'workload'],
  checks: ['manifest', 'fleet', 'products', 'schema', 'reach', 'capacity'],
  capacity: ['manifest', 'fleet', 'products'],
  survival: ['manifest', 'fleet', 'reach'],
  'cluster-placement': ['manifest', 'fleet', 'model', 'capacity'],
  plan: ['manifest', 'fleet', 'products', 'schema', 'checks', 'reach', 'capacity'],
  reader: ['manifest', 'checks'],
  report: ['manifest', 'fleet', 'checks', 'reach', 'capacity', 'plan', 'survival'],
  synth: [
    'capabilities',
    'manifest',
    'fleet',
    'products',
    'model',
    'chart',
    'schema',
    'checks',
    'reader',
    'report',
    'reach',
    'cluster-placement',
  ],
};

const lib = join(dirname(fileURLToPath(import.meta.url)), 'lib');

/** Reports an import of a room that the importing file's room may not know. */
const dataFlowsOneWay = {
  create(context) {
    const file = relative(lib, context.filename).split(sep).join('/');
    const room = Object.keys(rooms).find((name) => file.startsWith(`${name}/`));
    if (room === undefined) return {};
    const mayKnow = (path) => [room, ...rooms[room]].some((name) => path === name || path.startsWith(`${name}/`));
    const judge = ({ source }) => {
      if (!source?.value.startsWith('.')) return;
      const path = relative(lib, resolve(dirname(context.filename), source.value))
        .split(sep)
        .join('/');
      if (path.startsWith('..') || mayKnow(path)) return;
      context.report({ node: source, message: `lib/${room} must not import lib/${path}: data flows one way.` });
    };
    return { ImportDeclaration: judge, ExportNamedDeclaration: judge, ExportAllDeclaration: judge };
  },
};

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
  {
    files: ['lib/**/*.ts'],
    plugins: { rooms: { rules: { 'data-flows-one-way': dataFlowsOneWay } } },
    rules: { 'rooms/data-flows-one-way': 'error' },
  },
  { files: ['**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
