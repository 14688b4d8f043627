import { horizontalKinds } from '../../manifest/pods/autoscaler-kinds';
import { isDeepStrictEqual } from 'node:util';
import { clusterCapacity, nodesOfCluster } from '../../capacity/cluster-capacity';
import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityKey, identityOf } from '../../manifest/objects/object-identity';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import { apiGroup } from '../../manifest/objects/api-version';
import type { Effect, EffectScene } from './effect';

/** Workloads and quotas that fit no longer, or again, on the nodes and quotas that the tree shows. */
export function capacityEffects({ paired, context, base, next }: EffectScene): readonly Effect[] {
  const { updated, created, deleted } = paired;
  const objects = [...updated.map(({ after }) => after), ...created, ...deleted];
  const { cluster, clusterBefore } = context;
  const isOtherCluster = !isDeepStrictEqual(capacityFacts(cluster), capacityFacts(clusterBefore));
  if (!isOtherCluster && !objects.some(({ manifest }) => counts(`${apiGroup(manifest.apiVersion)}/${manifest.kind}`)))
    return [];
  const limits = next.related([{ kinds: ['Node', 'NodePool', 'ResourceQuota'] }]);
  const hasLimits = ['/Node', 'karpenter.sh/NodePool', '/ResourceQuota'].some((each) => {
    const [group = '', kind = ''] = each.split('/');
    return limits.ofKind(group, kind).length > 0;
  });
  if (!hasLimits && cluster.nodePools.length === 0) return [];
  const [before, after] = [answersOf(base.all(), clusterBefore), answersOf(next.all(), cluster)];
  return [...after].flatMap(([key, { object, status, reasons }]): Effect[] => {
    const old = before.get(key)?.status ?? 'proved';
    if (old === status || (status === 'unproved' && !before.has(key))) return [];
    const name = formatIdentity(identityOf(object.manifest));
    const why = reasons.length === 0 ? '' : `: ${reasons.join('; ')}`;
    const words = { proved: 'fits, proved', unproved: 'may not fit', violated: 'does not fit' } as const;
    return [{ topic: 'capacity', sign: '~', text: `${name} ${words[status]}${why}` }];
  });
}

function capacityFacts({ nodePools, mesh, zones, storageClasses }: ClusterFacts): unknown {
  return [nodePools, mesh, zones, storageClasses];
}

function counts(kind: string): boolean {
  return podOwningKinds.includes(kind) || otherKinds.includes(kind);
}

const otherKinds = ['/LimitRange', '/Node', '/ResourceQuota', 'karpenter.sh/NodePool', ...horizontalKinds];

interface Answer {
  readonly object: LocatedManifest;
  readonly status: 'proved' | 'violated' | 'unproved';
  readonly reasons: readonly string[];
}

function answersOf(manifests: ManifestSet, cluster: ClusterFacts): ReadonlyMap<string, Answer> {
  const nodes = nodesOfCluster(manifests, cluster);
  const { workloads, quotas } = clusterCapacity(manifests, cluster, { nodes });
  const hasNodes = nodes.nodes.length + nodes.elasticPools.length > 0;
  return new Map(
    [...(hasNodes ? workloads : []), ...quotas].map((each) => [identityKey(identityOf(each.object.manifest)), each]),
  );
}
