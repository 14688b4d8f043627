import { catalogFor } from '../schema/facts/catalog-for';
import type { FactsCatalog } from '../schema/facts/facts-catalog';
import type { SchemaFacts } from '../schema/facts/schema-facts';
import { shippedFacts } from '../schema/facts/shipped-facts';
import { Cluster } from '../fleet/cluster';
import { Environment } from '../fleet/environment';
import { kubernetesVersions, type KubernetesVersion } from '../fleet/kubernetes-version';
import type { DescribedCluster } from './cluster-facts-file';
import type { ReadTree } from './cluster-trees';
import { parseVersion } from './parse-version';

export interface KnownCluster {
  readonly tree: Pick<ReadTree, 'cluster' | 'environment'>;
  readonly facts: Omit<DescribedCluster, 'profile' | 'suppressions'>;
  readonly kubernetes: KubernetesVersion | undefined;
  readonly layers: readonly SchemaFacts[];
}

/**
 * What is known of a cluster whose manifests stand in a folder. Its Kubernetes version is what the command line says,
 * or else its facts, the server that the schemas were pulled from, or else the newest.
 */
export function clusterFor({ tree, facts: { tier, ...facts }, kubernetes, layers }: KnownCluster): {
  readonly cluster: Cluster;
  readonly schemas: FactsCatalog;
} {
  const pulled = layers.find((layer) => layer.kubernetes !== undefined)?.kubernetes;
  const version = kubernetes ?? facts.kubernetesVersion ?? parseVersion(pulled ?? '') ?? newest();
  const environment = new Environment(tree.environment ?? 'unknown', tier === undefined ? {} : { tier });
  return {
    cluster: new Cluster(tree.cluster, {
      ...facts,
      environment,
      kubernetesVersion: version,
    }),
    schemas: catalogFor(version, layers),
  };
}

function newest(): KubernetesVersion {
  return kubernetesVersions.findLast((version) => shippedFacts(version) !== undefined) ?? kubernetesVersions[0];
}
