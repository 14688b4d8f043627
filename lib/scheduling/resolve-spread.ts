import type { ClusterFacts } from '../fleet/cluster-facts';
import type { JsonObject } from '../manifest/objects/json';
import type { PlacementOptions, SpreadOptions, Strength, Topology } from '../model/placement-options';
import type { WorkloadModel } from '../model/workload-model';
import { defaultSpread, rollingKeys, type SpreadFields } from '../workload/default-spread';
import { topologyKeys } from './topology-keys';

const topologies = ['zone', 'host'] as const satisfies readonly Topology[];

/** The spread of a workload's pods: what was declared, and of the other topologies what is so by default. */
export function resolveSpread(
  spread: NonNullable<PlacementOptions['spreadAcross']>,
  { controller: { kind }, selectorLabels, placementDefaults: { topologySpread } = {} }: WorkloadModel,
  cluster: ClusterFacts,
): readonly JsonObject[] {
  const defaults: readonly JsonObject[] = topologySpread ?? defaultSpread(kind, cluster);
  const usual = new Map(defaults.map((constraint) => [constraint.topologyKey, constraint]));
  return topologies.flatMap((topology) => {
    const declared = spread[topology];
    const constraint =
      declared === undefined ? usual.get(topologyKeys[topology]) : constraintOf(topology, declared, kind);
    return constraint === undefined ? [] : [{ labelSelector: { matchLabels: selectorLabels }, ...constraint }];
  });
}

function constraintOf(topology: Topology, declared: Strength | SpreadOptions, kind: string): SpreadFields {
  const {
    strength = 'preferred',
    maxSkew = 1,
    minDomains,
  } = typeof declared === 'string' ? { strength: declared } : declared;
  return {
    maxSkew,
    ...(minDomains === undefined ? {} : { minDomains }),
    topologyKey: topologyKeys[topology],
    whenUnsatisfiable: strength === 'required' ? 'DoNotSchedule' : 'ScheduleAnyway',
    // A node that takes no pod of them must not count as an empty domain, or pods wait for it.
    ...(strength === 'required' ? { nodeTaintsPolicy: 'Honor' } : {}),
    ...rollingKeys(kind),
  };
}
