import type { Capacity, CapacityOptions } from '../capacity/capacity';
import { clusterCapacity, nodesOfCluster } from '../capacity/cluster-capacity';
import { readNodes } from '../capacity/nodes/read-nodes';
import type { Manifest } from '../manifest/objects/manifest';
import { ManifestSet } from '../manifest/objects/manifest-set';
import { formatCapacityAsText } from '../report/capacity/format-text';
import type { MatcherContext, MatcherResult } from './matcher';
import { treesOf } from './tree';

/** What a tree is to fit on. */
export interface FitOptions extends Pick<CapacityOptions, 'surge'> {
  /**
   * Node objects, as `kubectl get nodes -o yaml` lists them, and NodePools of Karpenter.
   *
   * @default the node pools of each tree's cluster
   */
  readonly nodes?: readonly Manifest[];
}

/** Passes when it is proved that all pods of each tree find a node when all are at their highest, and fit into the quotas. */
export function toFit(this: MatcherContext, received: unknown, options: FitOptions = {}): MatcherResult {
  return judge(this, received, options, false);
}

/** Passes when the same is proved without each zone in turn. */
export function toSurviveZoneLoss(this: MatcherContext, received: unknown, options: FitOptions = {}): MatcherResult {
  return judge(this, received, options, true);
}

function judge(
  { isNot }: MatcherContext,
  received: unknown,
  { nodes, ...options }: FitOptions,
  zoneLost: boolean,
): MatcherResult {
  const given = nodes === undefined ? undefined : readNodes(nodes.map((manifest) => ({ manifest })));
  const reports = treesOf(received).map(({ cluster, manifests: objects }) => {
    const manifests = new ManifestSet(objects);
    const asked = given ?? nodesOfCluster(manifests, cluster);
    if (asked.nodes.length + asked.elasticPools.length === 0) throw new TypeError(noNodes(cluster.name));
    return {
      cluster: cluster.name,
      capacity: clusterCapacity(manifests, cluster, { ...options, zoneLost, nodes: asked }),
      nodes: asked.nodes,
    };
  });
  const statuses = reports.flatMap((report) => statusesOf(report.capacity));
  // Negated, the unproved fails as well.
  const pass = isNot === true ? !statuses.includes('violated') : statuses.every((status) => status === 'proved');
  return { pass, message: () => `expected ${pass ? 'not ' : ''}to fit\n\n${formatCapacityAsText(reports)}` };
}

function noNodes(cluster: string): string {
  return `cluster ${cluster}: nodePools: Required value: what its pods may run on; or name nodes: toFit({ nodes })`;
}

function statusesOf({ workloads, quotas }: Capacity) {
  return [...workloads, ...quotas].map(({ status }) => status);
}
