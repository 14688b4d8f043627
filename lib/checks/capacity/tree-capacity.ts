import { clusterCapacity } from '../../capacity/cluster-capacity';
import type { Capacity, WorkloadCapacity } from '../../capacity/capacity';
import type { QuotaAnswer } from '../../capacity/quota/judge-quotas';
import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { CheckContext } from '../check';

/** Whether a tree fits, answer by answer. */
export interface TreeCapacity {
  readonly workloads: ReadonlyMap<LocatedManifest, WorkloadCapacity>;
  readonly quotas: ReadonlyMap<LocatedManifest, QuotaAnswer>;
  readonly assumptions: Capacity['assumptions'];
}

const byCluster = new WeakMap<ClusterFacts, (manifests: ManifestSet) => TreeCapacity>();

/** Judges all workloads and quotas of a tree, once. */
export function treeCapacity({ manifests, cluster }: CheckContext): TreeCapacity {
  const known = byCluster.get(cluster);
  const judge =
    known ??
    perManifestSet((tree: ManifestSet): TreeCapacity => {
      const { workloads, quotas, assumptions } = clusterCapacity(tree, cluster);
      return {
        workloads: new Map(workloads.map((answer) => [answer.object, answer])),
        quotas: new Map(quotas.map((answer) => [answer.object, answer])),
        assumptions,
      };
    });
  if (known === undefined) byCluster.set(cluster, judge);
  return judge(manifests);
}
