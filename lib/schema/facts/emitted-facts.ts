import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FactsCatalog } from './facts-catalog';
import { packageRoot } from './package-root';
import { readShippedFacts } from './read-facts';

let loaded: FactsCatalog | undefined;

/**
 * What this library knows of the custom resources that it emits: the fields that it writes, their types and the values of
 * enums, as each product has them. Their definitions know more fields, and rules besides.
 */
export function emittedFacts(): FactsCatalog {
  const file = join(packageRoot(), 'schemas', 'emitted.json.gz');
  loaded ??= new FactsCatalog(existsSync(file) ? [readShippedFacts(file)] : []);
  return loaded;
}
