import type { ClusterFacts } from '../fleet/cluster-facts';
import type { Labels } from '../manifest/objects/label-selector';
import type { AffinityFields } from '../workload/pod-fields';
import type { PodDefaults } from '../workload/pods';
import type { VolumeClaim } from './volume-claim';

/** What decides where the pods of a store may run. */
export interface StorePlacementQuestion {
  readonly cluster: ClusterFacts;
  readonly selectorLabels: Labels;
  /** Left out where a controller decides. */
  readonly replicas: number | undefined;
  readonly claims: readonly VolumeClaim[];
  /** Whether two pods may never share a node, or only should not. */
  readonly hosts: 'required' | 'preferred';
  /** The one zone that it lives in. @default every zone */
  readonly zone?: string;
}

/**
 * Pods on nodes of their own, and evenly over the zones: a must where they may not share nodes, there is a pod for every
 * zone and the volumes are made where the pods are placed; else as far as possible, for a pod whose volume is elsewhere could never run.
 */
export function storePlacement(options: StorePlacementQuestion): Pick<PodDefaults, 'affinity' | 'topologySpread'> {
  const { cluster, hosts, zone } = options;
  const zones = {
    maxSkew: 1,
    topologyKey: zoneLabel,
    whenUnsatisfiable: mustSpread(options) ? 'DoNotSchedule' : 'ScheduleAnyway',
  };
  const affinity = { ...apart(options), ...boundTo(zone) };
  return {
    topologySpread: [
      ...(cluster.zones.length > 1 && zone === undefined ? [zones] : []),
      ...(hosts === 'required'
        ? []
        : [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' }]),
    ],
    ...(Object.keys(affinity).length === 0 ? {} : { affinity }),
  };
}

const zoneLabel = 'topology.kubernetes.io/zone';

/** No two pods of the store on a node. */
function apart({ hosts, selectorLabels }: StorePlacementQuestion): AffinityFields {
  if (hosts === 'preferred') return {};
  const term = { labelSelector: { matchLabels: selectorLabels }, topologyKey: 'kubernetes.io/hostname' };
  return { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
}

function boundTo(zone: string | undefined): AffinityFields {
  if (zone === undefined) return {};
  const matchExpressions = [{ key: zoneLabel, operator: 'In', values: [zone] }];
  return {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
    },
  };
}

function mustSpread({ cluster, replicas, claims, hosts }: StorePlacementQuestion): boolean {
  // What may share a node if need be may share a zone, too: after one is lost, above all.
  if (hosts === 'preferred') return false;
  if (replicas === undefined || replicas < cluster.zones.length) return false;
  return claims.every((claim) => followsPods(claim, cluster));
}

/** Whether its volumes are made in the zone of the pod, in any zone of the cluster. */
function followsPods({ storageClassName }: VolumeClaim, { storageClasses, zones }: ClusterFacts): boolean {
  const found = storageClasses.find((known) =>
    storageClassName === undefined ? known.default === true : known.name === storageClassName,
  );
  if (found?.volumeBindingMode !== 'WaitForFirstConsumer') return false;
  return found.zones === undefined || zones.every((zone) => found.zones?.includes(zone));
}
