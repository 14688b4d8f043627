import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { CheckContext } from '../check';
import { factsFromDefinitions, isDefinition } from '../../schema/facts/facts-from-definition';
import { FactsCatalog } from '../../schema/facts/facts-catalog';
import type { SchemaFacts } from '../../schema/facts/schema-facts';
import { shippedFacts } from '../../schema/facts/shipped-facts';

const definitionsOf = perManifestSet((manifests: ManifestSet) => {
  const definitions = manifests
    .ofKind('apiextensions.k8s.io', 'CustomResourceDefinition')
    .map(({ manifest }) => manifest);
  return factsFromDefinitions(definitions.filter(isDefinition));
});

interface CachedCatalog {
  readonly schemas: FactsCatalog | undefined;
  readonly version: string;
  readonly catalog: FactsCatalog;
}

const catalogs = new WeakMap<SchemaFacts, CachedCatalog>();

/**
 * Everything that is known of what the cluster of a check will serve. The definitions of the tree come first: they
 * will replace what the cluster has.
 */
export function schemasOf({ manifests, cluster, schemas }: CheckContext): FactsCatalog {
  const fromTree = definitionsOf(manifests);
  const version = cluster.kubernetesVersion;
  const known = catalogs.get(fromTree);
  if (known?.schemas === schemas && known?.version === version) return known.catalog;
  const shipped = schemas === undefined ? shippedFacts(version) : undefined;
  const below = schemas?.layers ?? (shipped === undefined ? [] : [shipped]);
  const catalog = new FactsCatalog([fromTree, ...below]);
  catalogs.set(fromTree, { schemas, version, catalog });
  return catalog;
}
