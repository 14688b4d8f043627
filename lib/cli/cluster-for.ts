import { catalogFor } from '../checks/schema/catalog-for';
import type { FactsCatalog } from '../checks/schema/facts-catalog';
import type { SchemaFacts } from '../checks/schema/schema-facts';
import { shippedFacts } from '../checks/schema/shipped-facts';
import { Cluster } from '../fleet/cluster';
import { Environment } from '../fleet/environment';
import { isKubernetesVersion, kubernetesVersions, type KubernetesVersion } from '../fleet/kubernetes-version';
import type { DescribedCluster } from './cluster-facts-file';
import type { ClusterTree } from './cluster-trees';

/** A version as users and servers write it: `1.33`, `v1.33`, `1.33.2`; undefined for one that nobody knows here. */
export function parseVersion(text: string): KubernetesVersion | undefined {
  const minor = /^v?(1\.\d+)(?:\.\d+)?(?:[-+].*)?$/.exec(text)?.[1] ?? text;
  return isKubernetesVersion(minor) ? minor : undefined;
}

export interface KnownCluster {
  readonly tree: Pick<ClusterTree, 'cluster' | 'environment' | 'served'>;
  readonly facts: Omit<DescribedCluster, 'profile' | 'suppressions'>;
  readonly kubernetes: KubernetesVersion | undefined;
  readonly layers: readonly SchemaFacts[];
}

/**
 * What is known of a cluster whose manifests stand in a folder. Its Kubernetes version is what the command line says,
 * or else its facts, its inventory, the server that the schemas were pulled from, or else the newest.
 */
export function clusterFor({ tree, facts: { tier, ...facts }, kubernetes, layers }: KnownCluster): {
  readonly cluster: Cluster;
  readonly schemas: FactsCatalog;
} {
  const pulled = layers.find((layer) => layer.kubernetes !== undefined)?.kubernetes;
  const { kubernetesVersion: rendered, gatewayApi, ingressControllers } = tree.served ?? {};
  const version =
    kubernetes ?? facts.kubernetesVersion ?? parseVersion(rendered ?? '') ?? parseVersion(pulled ?? '') ?? newest();
  const environment = new Environment(tree.environment ?? 'unknown', tier === undefined ? {} : { tier });
  return {
    cluster: new Cluster(tree.cluster, {
      ...(gatewayApi === undefined ? {} : { gatewayApi }),
      ...facts,
      network: { ...(ingressControllers === undefined ? {} : { ingressControllers }), ...facts.network },
      environment,
      kubernetesVersion: version,
    }),
    schemas: catalogFor(version, layers),
  };
}

function newest(): KubernetesVersion {
  return kubernetesVersions.findLast((version) => shippedFacts(version) !== undefined) ?? kubernetesVersions[0];
}
