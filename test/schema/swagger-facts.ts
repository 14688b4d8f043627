import { existsSync, readFileSync } from 'node:fs';
import { FactsCatalog } from '../../lib/schema/facts/facts-catalog';
import type { KindFacts, SchemaFacts, StructuralSchema } from '../../lib/schema/facts/schema-facts';
import { shared } from '../shared-folder';

type SwaggerDefinition = StructuralSchema & {
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
};

/** Facts of a Kubernetes version out of its OpenAPI v2 definitions, which know no enums and no scope. */
export function swaggerFacts(version: string): SchemaFacts {
  const file = `v${version}.json`;
  const known = shared('kubernetes-schemas', file);
  const text = readFileSync(existsSync(known) ? known : shared('kubernetes-schemas-next', file), 'utf8');
  const { definitions } = JSON.parse(text) as { definitions: Record<string, SwaggerDefinition> };
  const kinds: Record<string, KindFacts> = {};
  for (const schema of Object.values(definitions)) {
    for (const { group, version: of, kind } of schema['x-kubernetes-group-version-kind'] ?? []) {
      if (schema.properties?.metadata === undefined) continue;
      kinds[`${group}/${of}/${kind}`] = { scope: 'Namespaced', plural: `${kind.toLowerCase()}s`, schema };
    }
  }
  return { format: 1, name: `kubernetes ${version}`, kubernetes: version, kinds, definitions };
}

const catalogs = new Map<string, FactsCatalog>();

export function swaggerCatalog(version = '1.34'): FactsCatalog {
  const catalog = catalogs.get(version) ?? new FactsCatalog([swaggerFacts(version)]);
  catalogs.set(version, catalog);
  return catalog;
}
