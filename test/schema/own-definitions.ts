import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { factsFromDefinitions } from '../../lib/schema/facts/facts-from-definition';
import type { SchemaFacts } from '../../lib/schema/facts/schema-facts';
import type { JsonObject } from '../../lib/manifest/objects/json';

const folder = join(__dirname, '../../crds');

/** The definitions of `crds/`: of each custom resource that the backends emit, the fields that they emit. */
export function ownDefinitions(): SchemaFacts {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const definitions = files.flatMap((name) => loadAll(readFileSync(join(folder, name), 'utf8')) as JsonObject[]);
  return factsFromDefinitions(definitions, 'crds/');
}
