import { existsSync } from 'node:fs';
import { FactsCatalog } from '../../../lib/schema/facts/facts-catalog';
import { shippedFacts } from '../../../lib/schema/facts/shipped-facts';
import type { SchemaFacts } from '../../../lib/schema/facts/schema-facts';
import type { ClusterFacts } from '../../../lib/fleet/cluster-facts';
import { meshRecords } from '../../../lib/products/mesh-records';
import { ownDefinitions } from '../../schema/own-definitions';
import { sharedDefinitions } from '../../schema/shared-definitions';
import { shared } from '../../shared-folder';

const catalogs = new Map<string, FactsCatalog>();

/**
 * What a cluster serves: the kinds of its Kubernetes version, and the definitions of every mesh. The products' own
 * definitions where they lie beside the project, with the rules in them; else those of `crds/`.
 */
export function servedSchemas({ kubernetesVersion, gatewayApi }: ClusterFacts): FactsCatalog {
  const channel = gatewayApi?.channel ?? 'standard';
  const key = `${kubernetesVersion} ${channel}`;
  const known = catalogs.get(key);
  if (known !== undefined) return known;
  // First, for a mesh may bring older definitions of the same kinds.
  const products = [`gateway-api-${channel}`, ...Object.keys(meshRecords)];
  const upstream = sharedDefinitions(products.filter((product) => existsSync(shared('crds', product))));
  const builtIn = shippedFacts(kubernetesVersion);
  const layers: SchemaFacts[] = [...upstream, ownDefinitions(), ...(builtIn === undefined ? [] : [builtIn])];
  const catalog = new FactsCatalog(layers);
  catalogs.set(key, catalog);
  return catalog;
}
