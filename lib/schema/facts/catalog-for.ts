import type { KubernetesVersion } from '../../fleet/kubernetes-version';
import { FactsCatalog } from './facts-catalog';
import type { SchemaFacts } from './schema-facts';
import { shippedFacts } from './shipped-facts';

/**
 * What a cluster of a version serves: the layers that are known of it, and the shipped built-in kinds. A server's own
 * facts replace those, for they hold its built-in kinds: what else the version could serve, this one does not.
 */
export function catalogFor(version: KubernetesVersion, layers: readonly SchemaFacts[]): FactsCatalog {
  const pulled = layers.some(({ kubernetes }) => kubernetes !== undefined);
  const builtIn = pulled ? undefined : shippedFacts(version);
  return new FactsCatalog(builtIn === undefined ? layers : [...layers, builtIn]);
}
