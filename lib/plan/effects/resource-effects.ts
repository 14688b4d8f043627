import { isDeepStrictEqual } from 'node:util';
import { nodesOfCluster } from '../../capacity/cluster-capacity';
import type { Demand } from '../../capacity/demand/demand';
import { proxyOfMesh } from '../../capacity/demand/injected-proxy';
import { workloadDemands } from '../../capacity/demand/workload-demands';
import { poolsOf } from '../../capacity/nodes/pools-of';
import { formatAmount, type Amounts } from '../../capacity/resources/amounts';
import type { ClusterFacts } from '../../fleet/cluster-facts';
import { compareText } from '../../manifest/objects/compare-text';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { identityKey, identityOf } from '../../manifest/objects/object-identity';
import type { PlanTree } from '../plan-tree';
import type { Effect, EffectScene } from './effect';

/**
 * What workloads ask for more, or less, all their pods together at their highest and with what the mesh injects: by
 * namespace, and by the pools of nodes that take their pods.
 */
export function resourceEffects({ paired, context, base, next }: EffectScene): readonly Effect[] {
  const { updated, created, deleted } = paired;
  const objects = [...updated.map(({ after }) => after), ...created, ...deleted];
  if (objects.length === 0 && context.cluster === context.clusterBefore) return [];
  const { cluster, clusterBefore } = context;
  const isOtherMesh = !isDeepStrictEqual(cluster.mesh, clusterBefore.mesh);
  // A namespace says for all of its pods whether they are in the mesh, and a LimitRange what they ask for by default.
  const namespaces = new Set(objects.flatMap(({ manifest }) => scopeOf(manifest.kind, manifest)));
  const isCounted = (namespace: string): boolean => isOtherMesh || namespaces.has(namespace);
  const changed = new Set(objects.map(({ manifest }) => identityKey(identityOf(manifest))));
  const sums = new Map<string, number>();
  const add = (tree: PlanTree, related: ManifestSet, facts: ClusterFacts, sign: 1 | -1): void => {
    const manifests = isOtherMesh || namespaces.size > 0 ? tree.all() : related;
    const counted = ({ object }: Demand): boolean =>
      changed.has(identityKey(identityOf(object.manifest))) || isCounted(namespaceOf(object.manifest));
    addDemands(sums, { manifests, nodes: tree, facts }, counted, sign);
  };
  add(base, context.base, clusterBefore, -1);
  add(next, context.next, cluster, 1);
  return [...sums]
    .sort(([one], [other]) => compareText(one, other))
    .flatMap(([key, amount]): Effect[] => {
      const [where = '', kind = '', resource = ''] = key.split('\n');
      if (amount === 0) return [];
      const text = `${amount > 0 ? '+' : '-'}${formatAmount(resource, Math.abs(amount))}`;
      return [{ topic: 'resources', sign: '~', text: `${where}: ${kind} of ${resource} ${text}` }];
    });
}

function scopeOf(kind: string, manifest: LocatedManifest['manifest']): readonly string[] {
  if (kind === 'Namespace') return [identityOf(manifest).name];
  return kind === 'LimitRange' ? [namespaceOf(manifest)] : [];
}

interface Counted {
  readonly manifests: ManifestSet;
  readonly nodes: PlanTree;
  readonly facts: ClusterFacts;
}

function addDemands(
  sums: Map<string, number>,
  { manifests, nodes: tree, facts }: Counted,
  isCounted: (demand: Demand) => boolean,
  sign: 1 | -1,
): void {
  const proxy = proxyOfMesh(facts.mesh);
  const demands = workloadDemands(manifests, {
    storageClasses: facts.storageClasses,
    ...(proxy === undefined ? {} : { proxy }),
  }).filter(isCounted);
  if (demands.length === 0) return;
  const pools = poolsOf(nodesOfCluster(tree.related([{ kinds: ['Node', 'NodePool'] }]), facts));
  for (const demand of demands) {
    const taking = pools.namesFor(demand.pod);
    const { object, replicas, resources } = demand;
    const isOfNodes = replicas === 'one a node';
    const count = isOfNodes ? 1 : replicas;
    const where = [
      ...(isOfNodes ? [] : [`namespace ${namespaceOf(object.manifest)}`]),
      ...(taking === undefined ? [] : [`${isOfNodes ? 'each node of ' : ''}${poolText(taking)}`]),
    ];
    for (const place of where) addAmounts(sums, place, resources, sign * count);
  }
}

function poolText(names: readonly string[]): string {
  if (names.length === 0) return 'no pool';
  return `${names.length === 1 ? 'pool' : 'pools'} ${names.join(', ')}`;
}

function addAmounts(
  sums: Map<string, number>,
  place: string,
  { requests, limits }: { readonly requests: Amounts; readonly limits: Amounts },
  factor: number,
): void {
  for (const [kind, amounts] of [['requests', requests] as const, ['limits', limits] as const]) {
    for (const [resource, amount] of amounts) {
      const key = `${place}\n${kind}\n${resource}`;
      sums.set(key, (sums.get(key) ?? 0) + amount * factor);
    }
  }
}
