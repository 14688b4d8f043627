import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const root = dirname(fileURLToPath(import.meta.url));

/** Finds the TypeScript source that a relative import means. Whatever is not relative is a package, and stays outside. */
const typescriptSources = {
  name: 'typescript-sources',
  resolveId(source, importer) {
    if (importer === undefined || !source.startsWith('.')) return null;
    const path = join(dirname(importer), source.replace(/\.js$/, ''));
    return [`${path}.ts`, join(path, 'index.ts')].find((file) => existsSync(file)) ?? null;
  },
  transform(code, filename) {
    return transform(code, {
      filename,
      sourceMaps: true,
      module: { type: 'es6' },
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    });
  },
};

const index = join(root, 'lib/index.ts');
const library = new Set();

/** What a program loads with the library; what only tests and commands need comes in files of its own. */
function isLibrary(file, getModuleInfo) {
  if (library.size === 0) addImports(index, getModuleInfo);
  return library.has(file);
}

function addImports(file, getModuleInfo) {
  for (const imported of getModuleInfo(file)?.importedIds ?? []) {
    if (!imported.endsWith('.ts') || library.has(imported)) continue;
    library.add(imported);
    addImports(imported, getModuleInfo);
  }
}

/**
 * Joins the library's hundreds of modules into one, which the entry points share: most of the time to load it went
 * into finding its files. The compiler's entry points in build/lib are replaced, its declarations stay.
 */
export default {
  input: {
    index,
    'testing/index': join(root, 'lib/testing/index.ts'),
    'cli/main': join(root, 'lib/cli/main.ts'),
  },
  external: (source, importer) => importer !== undefined && !source.startsWith('.') && !source.startsWith('/'),
  plugins: [typescriptSources],
  output: {
    dir: join(root, 'build/lib'),
    format: 'cjs',
    interop: 'auto',
    exports: 'named',
    chunkFileNames: 'bundle/[name].js',
    manualChunks: (file, { getModuleInfo }) => (isLibrary(file, getModuleInfo) ? 'library' : undefined),
  },
};
