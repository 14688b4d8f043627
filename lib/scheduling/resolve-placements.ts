import { appendTo } from '../manifest/objects/append-to';
import type { Labels } from '../manifest/objects/label-selector';
import type { ClusterModel } from '../model/cluster-model';
import { placementIntents, type PlacementIntent } from '../model/placement';
import type { Named, PlacementOptions, TolerationOptions } from '../model/placement-options';
import type { WorkloadModel } from '../model/workload-model';
import type { GangModel } from './gang';
import { PlacementClaims } from './placement-claims';
import { labelsThatTellApart, tolerationsOf } from './pool-nodes';
import { resolveAffinity } from './resolve-affinity';
import { resolveQueueing } from './resolve-queueing';
import { resolveSpread } from './resolve-spread';

/** What placements become besides fields of workloads. */
export interface PlacementsModel {
  readonly gangs: readonly GangModel[];
}

/** Claims the fields of every workload that a placement was declared for, and reports what the cluster cannot do. */
export function resolvePlacements(model: ClusterModel): PlacementsModel {
  const byWorkload = new Map<WorkloadModel, PlacementIntent[]>();
  for (const intent of placementIntents.in(model)) appendTo(byWorkload, intent.workload, intent);
  return { gangs: [...byWorkload].flatMap(([workload, intents]) => resolvePlacement(workload, intents, model)) };
}

function resolvePlacement(
  workload: WorkloadModel,
  intents: readonly PlacementIntent[],
  model: ClusterModel,
): readonly GangModel[] {
  const options = together(intents.map((intent) => intent.options));
  const claims = new PlacementClaims(model, workload, intents[0]?.origin ?? workload.origin);
  const { onPool, tolerate = [], colocateWith = [], avoid = [], onNodes = [], priority, runtime, scheduler } = options;
  const pool = onPool === undefined ? noPool : resolvePool(onPool, model, claims);
  if (Object.keys(pool.required).length > 0) claims.claim('onPool', 'nodeSelector', pool.required);
  const tolerations = [...pool.tolerations, ...tolerate].map((each) => ({ ...each }));
  if (tolerations.length > 0) claims.claim(tolerate.length === 0 ? 'onPool' : 'tolerate', 'tolerations', tolerations);
  claims.claim(
    firstDeclared(options),
    'affinity',
    resolveAffinity({
      workload,
      kubernetesVersion: model.cluster.kubernetesVersion,
      colocateWith,
      avoid,
      onNodes,
      preferredLabels: pool.preferred,
    }),
  );
  claimSpread(workload, options, model, claims);
  claims.claim('priority', 'priorityClassName', nameOf(priority));
  claims.claim('runtime', 'runtimeClassName', nameOf(runtime));
  claims.claim('scheduler', 'schedulerName', scheduler);
  return resolveQueueing({ workload, options }, model, claims);
}

/** Lists add up; of everything else, each rule was declared once. */
function together(all: readonly PlacementOptions[]): PlacementOptions {
  const merged = all.reduce<PlacementOptions>((sum, next) => ({ ...sum, ...next }), {});
  const spreadAcross = all.reduce<NonNullable<PlacementOptions['spreadAcross']>>(
    (sum, next) => ({ ...sum, ...next.spreadAcross }),
    {},
  );
  return {
    ...merged,
    spreadAcross,
    colocateWith: all.flatMap((each) => each.colocateWith ?? []),
    avoid: all.flatMap((each) => each.avoid ?? []),
    onNodes: all.flatMap((each) => each.onNodes ?? []),
    tolerate: all.flatMap((each) => each.tolerate ?? []),
  };
}

/** The word that the affinity of a pod comes from, for messages. */
function firstDeclared({ colocateWith = [], avoid = [], onNodes = [] }: PlacementOptions) {
  if (onNodes.length > 0) return 'onNodes';
  if (colocateWith.length > 0) return 'colocateWith';
  return avoid.length > 0 ? 'avoid' : 'onPool';
}

function nameOf(given: string | Named | undefined): string | undefined {
  return typeof given === 'object' ? given.name : given;
}

interface ResolvedPool {
  /** Labels that a node must have. */
  readonly required: Labels;
  /** Labels that a node should have. */
  readonly preferred: Labels;
  readonly tolerations: readonly TolerationOptions[];
}

const noPool: ResolvedPool = { required: {}, preferred: {}, tolerations: [] };

function resolvePool(
  onPool: NonNullable<PlacementOptions['onPool']>,
  { cluster: { name: cluster, nodePools } }: ClusterModel,
  claims: PlacementClaims,
): ResolvedPool {
  const { pool: name, strength = 'required' } = typeof onPool === 'string' ? { pool: onPool } : onPool;
  const pool = nodePools.find((each) => each.name === name);
  if (pool === undefined) {
    const known = nodePools.map((each) => `"${each.name}"`).join(', ');
    claims.refuse(
      'onPool',
      'nodeSelector',
      `Not found: "${name}": ${nodePools.length === 0 ? `cluster ${cluster} has no nodePools` : `must be one of ${known}`}`,
      `describe the pool: new Cluster('${cluster}', { nodePools: [{ name: '${name}', … }] }), or leave it out there`,
    );
    return noPool;
  }
  const labels = labelsThatTellApart(pool, nodePools);
  if (labels === undefined) {
    claims.refuse(
      'onPool',
      'nodeSelector',
      `Invalid value: "${name}": no label of its nodes tells them from those of other pools`,
      `give the nodes of the pool a label that no other pool has, and say so in its labels`,
    );
    return noPool;
  }
  const tolerations = tolerationsOf(pool);
  return strength === 'required'
    ? { required: labels, preferred: {}, tolerations }
    : { required: {}, preferred: labels, tolerations };
}

function claimSpread(
  workload: WorkloadModel,
  { spreadAcross = {} }: PlacementOptions,
  { cluster }: ClusterModel,
  claims: PlacementClaims,
): void {
  if (Object.keys(spreadAcross).length === 0) return;
  if (workload.controller.kind === 'DaemonSet') {
    claims.refuse(
      'spreadAcross',
      'topologySpreadConstraints',
      'Forbidden: a DaemonSet has one pod a node already',
      'leave it out',
    );
    return;
  }
  const { zone } = spreadAcross;
  if ((typeof zone === 'object' ? zone.strength : zone) === 'required' && cluster.zones.length < 2) {
    claims.refuse(
      'spreadAcross',
      'topologySpreadConstraints',
      `Invalid value: "required": cluster ${cluster.name} has ${cluster.zones.length} zones, and a spread needs at least 2`,
      `declare them in new Cluster('${cluster.name}', { region, zones }), or spread 'preferred' there`,
    );
    return;
  }
  claims.claim('spreadAcross', 'topologySpreadConstraints', resolveSpread(spreadAcross, workload, cluster));
}
