import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// Joins the library's compiled modules into one file, which the entry points share: most of the time to load it went
// into finding hundreds of files. A module is still evaluated when it is first required, and once.

const root = dirname(fileURLToPath(import.meta.url));
const library = join(root, 'build/lib');
const command = 'cli/main';
const bundle = 'bundle/library.js';
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
/** What package.json lets users import, and the command. */
const entries = [
  ...Object.values(manifest.exports).flatMap(
    ({ default: file }) => file?.match(/^\.\/build\/lib\/(.*)\.js$/)?.[1] ?? [],
  ),
  command,
];
const replaced = '// Loads its part of the one file that holds the library.';

/**
 * What only some programs need is evaluated when something of it is first used. Nothing in these modules may be in the
 * way of many calls: each goes through a proxy.
 */
const doors = [
  'capacity/capacity',
  'checks/api-server/definition/judge-schema',
  'products/keda-scalers/trigger-addresses',
  'products/keda-scalers/trigger-problems',
  'reader/parse-documents',
  'reader/read-folder',
  'reader/read-manifests',
  'schema/rules/compiled-rule',
  'schema/rules/evaluate-rule',
].map((module) => join(library, `${module}.js`));
const missing = doors.find((door) => !existsSync(door));
if (missing !== undefined) throw new Error(`esbuild.config.mjs: no module ${missing}: it was moved or removed`);

/** Lists of products, each of which is evaluated when a cluster runs it. */
const products = { 'mesh/backends': /-backend$/, 'gitops/engines': /-engine$/ };

/** Packages, products and doors: under paths that are the same wherever the package is built. */
const onDemand = {
  name: 'on-demand',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(js-yaml|re2js|yaml|@prometheus-io\/lezer-promql)$/ }, ({ path, namespace }) =>
      namespace === 'on-demand' ? { path, external: true } : { path, namespace: 'on-demand' },
    );
    for (const [list, filter] of Object.entries(products))
      onResolve({ filter }, ({ path, importer, resolveDir }) =>
        importer === join(library, `${list}.js`)
          ? { path: relative(root, `${join(resolveDir, path)}.js`), namespace: 'on-demand' }
          : undefined,
      );
    onResolve({ filter: /^\./, namespace: 'file' }, ({ path, resolveDir }) => {
      const module = `${join(resolveDir, path)}.js`;
      return doors.includes(module) ? { path: relative(root, module), namespace: 'on-demand' } : undefined;
    });
    onResolve({ filter: /\.js$/, namespace: 'on-demand' }, ({ path }) => ({
      path: join(root, path),
      namespace: 'file',
    }));
    onLoad({ filter: /./, namespace: 'on-demand' }, ({ path }) => ({
      contents: `let loaded;
module.exports = new Proxy({}, { get: (_, name) => (loaded ??= require(${JSON.stringify(path)}))[name] });`,
    }));
  },
};

/**
 * Newer Nodes keep what they compile, which is half of the time that the command takes to load. In the user's own folder:
 * what is found there runs. Programs of users decide for themselves.
 */
const compileCache = [
  'const caches = process.env.XDG_CACHE_HOME || (process.env.HOME && `${process.env.HOME}/.cache`);',
  "const { enableCompileCache } = require('node:module');",
  'if (caches && enableCompileCache) enableCompileCache(`${caches}/cdk8s-blueprints/compiled`);',
];

for (const entry of entries) keepCompiled(entry);
await build({
  stdin: {
    contents: entries.map((entry) => `exports['${entry}'] = () => require('./${entry}.compiled.js');`).join('\n'),
    resolveDir: library,
  },
  outfile: join(library, bundle),
  bundle: true,
  platform: 'node',
  target: 'node20',
  packages: 'external',
  plugins: [onDemand],
  legalComments: 'none',
  // Names stay, so that a stack trace still says where an error comes from.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
});
for (const entry of entries) replace(entry);

/** What the compiler made of an entry point stays under another name. It writes it again only when the source changes. */
function keepCompiled(entry) {
  const code = readFileSync(join(library, `${entry}.js`), 'utf8');
  if (!code.includes(replaced)) writeFileSync(join(library, `${entry}.compiled.js`), code.replace(/^#!.*\n/, ''));
}

function replace(entry) {
  const lines = [
    ...(entry === command ? ['#!/usr/bin/env node'] : []),
    "'use strict';",
    replaced,
    ...refusalOfOldNode(entry),
    ...(entry === command ? compileCache : []),
    "Object.defineProperty(exports, '__esModule', { value: true });",
    `const entry = require('${'../'.repeat(entry.split('/').length - 1) || './'}${bundle}')['${entry}']();`,
    // One by one, so that ES modules can import them by name; read when they are used, so that doors stay closed.
    ...exportsOf(entry).map(
      (name) =>
        `Object.defineProperty(exports, '${name}', { enumerable: true, get: function () { return entry.${name}; } });`,
    ),
  ];
  writeFileSync(join(library, `${entry}.js`), `${lines.join('\n')}\n`);
}

/** An older Node cannot even parse the bundle: it gets a sentence instead of a syntax error. */
function refusalOfOldNode(entry) {
  const sentence = '`cdk8s-blueprints needs Node.js 20 or newer, and this is ${process.version}`';
  const refuse = entry === command ? `console.error(${sentence}), process.exit(2);` : `throw new Error(${sentence});`;
  return [`if (parseInt(process.versions.node, 10) < 20) ${refuse}`];
}

function exportsOf(entry) {
  if (entry === command) return [];
  return Object.keys(createRequire(join(library, 'index.js'))(`./${bundle}`)[entry]());
}
