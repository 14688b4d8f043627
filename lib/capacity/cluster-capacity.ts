import type { ClusterFacts } from '../fleet/cluster-facts';
import type { ManifestSet } from '../manifest/objects/manifest-set';
import { capacity, type Capacity, type CapacityOptions } from './capacity';
import { proxyOfMesh } from './demand/injected-proxy';
import { nodesOfPools } from './nodes/pool-nodes';
import { readNodes, type Nodes } from './nodes/read-nodes';

/** What a question about the tree of a cluster counts with. */
export interface ClusterCapacityOptions extends Omit<CapacityOptions, 'proxy' | 'storageClasses'> {
  /** What pods may run on. @default the node pools of the cluster, and the nodes in the tree */
  readonly nodes?: Nodes;
}

/** Whether the tree of a cluster fits on its nodes, with the proxies that its mesh injects. */
export function clusterCapacity(
  manifests: ManifestSet,
  cluster: ClusterFacts,
  { nodes = nodesOfCluster(manifests, cluster), ...options }: ClusterCapacityOptions = {},
): Capacity {
  const proxy = proxyOfMesh(cluster.mesh);
  const { storageClasses } = cluster;
  return capacity(manifests, nodes, { ...options, storageClasses, ...(proxy === undefined ? {} : { proxy }) });
}

/**
 * What is known of a cluster's nodes: its pools, and what the tree itself holds of nodes. A NodePool of Karpenter that the
 * facts describe, too, is theirs: they say how large its nodes are.
 */
export function nodesOfCluster(manifests: ManifestSet, cluster: ClusterFacts): Nodes {
  const ofPools = nodesOfPools(cluster);
  const ofTree = readNodes([...manifests.ofKind('', 'Node'), ...manifests.ofKind('karpenter.sh', 'NodePool')]);
  const described = new Set(cluster.nodePools.map(({ name }) => name));
  return {
    nodes: [...ofPools.nodes, ...ofTree.nodes],
    elasticPools: [...ofPools.elasticPools, ...ofTree.elasticPools.filter(({ name }) => !described.has(name))],
  };
}
