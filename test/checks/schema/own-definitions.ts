import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { factsFromDefinitions } from '../../../lib/checks/schema/facts-from-definition';
import type { SchemaFacts } from '../../../lib/checks/schema/schema-facts';
import type { JsonObject } from '../../../lib/manifest/json';

const folder = join(__dirname, '../../../crds');

/** The definitions of `crds/`: of each custom resource that the backends emit, the fields that they emit. */
export function ownDefinitions(): SchemaFacts {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const definitions = files.flatMap((name) => loadAll(readFileSync(join(folder, name), 'utf8')) as JsonObject[]);
  return factsFromDefinitions(definitions, 'crds/');
}
