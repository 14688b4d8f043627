import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isComposer, type Composer } from '../operators/runtime/composer';
import { UsageError } from './command';

/** The compositions that a module of JavaScript exports, each by a name or in a list. */
export async function loadComposers(file: string): Promise<readonly Composer[]> {
  const loaded = await load(resolve(file));
  const composers = [...new Set(composersIn(loaded, 2))];
  if (composers.length === 0) throw new UsageError(`${file} exports no Composition of cdk8s-blueprints/operators`);
  return composers;
}

/** By name, in a list, or below `default`, where Node puts what a CommonJS module exports. */
function composersIn(value: unknown, depth: number): readonly Composer[] {
  if (isComposer(value)) return [value];
  if (depth < 0 || typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((inner: unknown) => composersIn(inner, depth - 1));
}

/** A module of either kind. */
async function load(file: string): Promise<unknown> {
  const require = createRequire(file);
  assertModule(file, require);
  try {
    const loaded: unknown = require(file);
    return loaded;
  } catch (error) {
    const isOfOtherKind = error instanceof Error && 'code' in error && error.code === 'ERR_REQUIRE_ESM';
    if (isOfOtherKind) return import(pathToFileURL(file).href);
    throw error;
  }
}

function assertModule(file: string, require: NodeJS.Require): void {
  try {
    require.resolve(file);
  } catch {
    throw new UsageError(`${file}: no such module: a file of JavaScript is expected, or a folder with an index.js`);
  }
}
