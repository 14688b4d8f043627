import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { FactsCatalog } from '../../lib/schema/facts/facts-catalog';
import { factsFromDefinitions } from '../../lib/schema/facts/facts-from-definition';
import type { SchemaFacts } from '../../lib/schema/facts/schema-facts';
import type { JsonObject } from '../../lib/manifest/objects/json';
import { shared } from '../shared-folder';

/** The definitions of each product, one facts layer a product. */
export function sharedDefinitions(products: readonly string[] = sharedProducts()): readonly SchemaFacts[] {
  return products.map((product) => {
    const files = readdirSync(shared('crds', product)).filter((name) => name.endsWith('.yaml'));
    const definitions = files.map((name) => load(readFileSync(shared('crds', product, name), 'utf8')) as JsonObject);
    return factsFromDefinitions(definitions, product);
  });
}

export function sharedProducts(): readonly string[] {
  const entries = readdirSync(shared('crds'), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

export function sharedCatalog(...products: readonly string[]): FactsCatalog {
  return new FactsCatalog(sharedDefinitions(products));
}
