import { statSync } from 'node:fs';
import { readFacts, readFactsFolder } from './read-facts';
import type { SchemaFacts } from './schema-facts';

/** The facts in files and folders, in the order in which they are named. */
export function readSchemas(paths: readonly string[]): readonly SchemaFacts[] {
  return paths.flatMap((path) => (statSync(path).isDirectory() ? readFactsFolder(path) : [readFacts(path)]));
}
