import type { ManifestSet } from '../manifest/objects/manifest-set';
import type { LocatedManifest } from '../manifest/objects/manifest';
import { formatDemand, workloadDemands, type DemandOptions } from './demand/workload-demands';
import type { Demand } from './demand/demand';
import { admits } from './nodes/admits';
import { madeElsewhere, withoutZone, zonesOf } from './nodes/lost-zone';
import type { Nodes } from './nodes/read-nodes';
import { CertaintyJudge } from './placement/certainty';
import { findPlacement, podsOf, type Attempt } from './placement/place';
import { placedNodes, refusals, type PlacedPods, type RefusingNode } from './placement/witness';
import { Scene } from './placement/scene';
import { findShortages, withDaemons, type Shortage } from './placement/shortage';
import { timesOf, type Amounts } from './resources/amounts';
import { judgeQuotas, type QuotaAnswer } from './quota/judge-quotas';

/** What a question about capacity counts with. */
export interface CapacityOptions extends DemandOptions {
  /** Also asks for each zone what happens when its nodes are gone. @default false */
  readonly zoneLost?: boolean;
}

/** Whether a tree fits on its nodes and into its quotas. */
export interface Capacity {
  readonly workloads: readonly WorkloadCapacity[];
  readonly quotas: readonly QuotaAnswer[];
  /** What every answer takes for granted. */
  readonly assumptions: readonly string[];
}

/** Whether the pods of one workload find nodes when every workload is at its highest. */
export interface WorkloadCapacity {
  readonly object: LocatedManifest;
  readonly status: 'proved' | 'violated' | 'unproved';
  /** Pods at the highest. */
  readonly replicas: number;
  /** Zone whose loss the answer is about; left out where all nodes are there. */
  readonly zoneLost?: string;
  /** Why it is unproved or violated. */
  readonly reasons: readonly string[];
  /** What makes an unproved answer known; left out where no one thing does. */
  readonly fix?: string;
  /** The smallest set of workloads, this one among them, whose pods have no placement together. */
  readonly together: readonly LocatedManifest[];
  /** The resource that there is too little of. */
  readonly resource?: string;
  /** A placement, or of one that does not fit, as many pods as found a node. */
  readonly placed: readonly PlacedPods[];
  /** What one pod asks for, as it was counted. */
  readonly podRequests: Amounts;
  /** Why each node that is left takes no more. */
  readonly refused: readonly RefusingNode[];
}

/**
 * Judges every workload at its highest: with the nodes that are there and, if asked, without each zone in turn. Of
 * several answers the worst counts.
 */
export function capacity(manifests: ManifestSet, nodes: Nodes, options: CapacityOptions = {}): Capacity {
  const demands = workloadDemands(manifests, options);
  const isUnknown = nodes.elasticPools.length + nodes.nodes.length === 0;
  const isKnown = nodes.elasticPools.length === 0 && !isUnknown;
  const whole = judge(demands, nodes);
  return {
    workloads: isUnknown ? whole.map(withoutNodes) : judgeAll(demands, nodes, options, whole),
    quotas: judgeQuotas(
      manifests,
      demands,
      (demand) => (demands[demand]?.replicas === 'one a node' && !isKnown ? undefined : whole[demand]?.replicas),
      options.storageClasses ?? [],
    ),
    assumptions: assumptionsOf(options, nodes),
  };
}

/** With all nodes, without each zone if asked, and with two pods of a DaemonSet on a node where it surges. */
function judgeAll(
  demands: readonly Demand[],
  nodes: Nodes,
  { zoneLost = false }: CapacityOptions,
  whole: readonly WorkloadCapacity[],
): readonly WorkloadCapacity[] {
  const scenes = zoneLost ? zonesOf(nodes).map((zone) => judgeWithout(demands, nodes, zone)) : [];
  const answers = whole.map((answer, index) =>
    [answer, ...scenes.flatMap((scene) => scene[index] ?? [])].reduce(worse),
  );
  const surging = demands.filter(({ surgesOnNode }) => surgesOnNode === true);
  if (surging.length === 0) return answers;
  const doubled = demands.map((demand) => (demand.surgesOnNode === true ? twoOnANode(demand) : demand));
  const pressed = judgeAll(doubled, nodes, { zoneLost }, judge(doubled, nodes));
  // Two share a node only on some nodes at a time: what does not fit then is no proof against it.
  return answers.map((answer, index) =>
    answer.status === 'proved' && pressed[index]?.status !== 'proved'
      ? {
          ...answer,
          status: 'unproved',
          reasons: [`while ${surging.map(formatDemand).join(', ')} is rolled, two of its pods may share a node`],
        }
      : answer,
  );
}

function twoOnANode({ surgesOnNode: _, ...demand }: Demand): Demand {
  return { ...demand, pod: { ...demand.pod, requests: timesOf(demand.pod.requests, 2) } };
}

/** Of nodes that nobody describes, nothing follows. */
function withoutNodes({ object, replicas, podRequests }: WorkloadCapacity): WorkloadCapacity {
  const reasons = ['nothing is known of the nodes'];
  return { object, status: 'unproved', replicas, podRequests, reasons, together: [], placed: [], refused: [] };
}

/** What is violated only as long as no pool makes the lost nodes in another zone is not certain. */
function judgeWithout(demands: readonly Demand[], nodes: Nodes, zone: string): readonly WorkloadCapacity[] {
  const answers = judge(demands, withoutZone(nodes, zone), zone);
  const grown = answers.some(({ status }) => status === 'violated') ? madeElsewhere(nodes, zone) : undefined;
  if (grown === undefined) return answers;
  const then = judge(demands, grown, zone);
  return answers.map((answer, index) =>
    answer.status === 'violated' && then[index]?.status !== 'violated'
      ? {
          ...answer,
          status: 'unproved',
          reasons: [`${answer.reasons.join('; ')}, unless pools make the lost nodes in other zones`],
          together: [],
        }
      : answer,
  );
}

function judge(
  demands: readonly Demand[],
  { nodes, elasticPools }: Nodes,
  zoneLost?: string,
): readonly WorkloadCapacity[] {
  const scene = new Scene(nodes, demands);
  const attempt = findPlacement(scene);
  const pools = demands.map(({ pod }) => elasticPools.filter((pool) => admits(pool, pod)).map(({ name }) => name));
  const shortages = findShortages(scene, attempt.missing, (demand) => (pools[demand] ?? []).length > 0);
  const judgeOf = new CertaintyJudge(scene, withDaemons(scene));
  return demands.map((demand, index) => ({
    object: demand.object,
    replicas: podsOf(scene, index),
    ...(zoneLost === undefined ? {} : { zoneLost }),
    placed: placedNodes(attempt, index),
    podRequests: demand.pod.requests,
    ...verdictOf({ attempt, shortages, judgeOf, pools: pools[index] ?? [], demands, zoneLost }, index),
  }));
}

interface Judged {
  readonly attempt: Attempt;
  readonly shortages: readonly Shortage[];
  readonly judgeOf: CertaintyJudge;
  readonly pools: readonly string[];
  readonly demands: readonly Demand[];
  readonly zoneLost: string | undefined;
}

type Verdict = Pick<WorkloadCapacity, 'status' | 'reasons' | 'fix' | 'together' | 'resource' | 'refused'>;

function verdictOf({ attempt, shortages, judgeOf, pools, demands, zoneLost }: Judged, demand: number): Verdict {
  const shortage = shortages.find((each) => each.demands.includes(demand));
  if (shortage !== undefined) {
    return {
      status: 'violated',
      reasons: [shortage.message],
      together: shortage.demands.flatMap((each) => demands[each]?.object ?? []),
      ...(shortage.resource === undefined ? {} : { resource: shortage.resource }),
      refused: refusals(attempt, demand),
    };
  }
  const open = { together: [], refused: attempt.missing.has(demand) ? refusals(attempt, demand) : [] };
  if (zoneLost !== undefined && hasVolumes(demands[demand])) {
    return { status: 'unproved', reasons: ['its volumes may be in the zone that is lost'], ...open };
  }
  if (pools.length > 0) {
    return {
      status: 'unproved',
      reasons: [`how large the nodes are that the pool ${pools.join(', ')} makes is not known`],
      ...open,
    };
  }
  const certainty = judgeOf.judge(demand);
  if (certainty.isCertain && !attempt.missing.has(demand)) return { status: 'proved', reasons: [], ...open };
  if (attempt.missing.has(demand)) {
    return { status: 'unproved', reasons: ['no placement of all its pods was found, and none was ruled out'], ...open };
  }
  if (certainty.isCertain) return { status: 'unproved', reasons: [], ...open };
  const { reason, fix } = certainty;
  return { status: 'unproved', reasons: [reason], ...(fix === undefined ? {} : { fix }), ...open };
}

function hasVolumes(demand: Demand | undefined): boolean {
  return demand?.claimsVolumes === true;
}

const severity = { proved: 0, unproved: 1, violated: 2 } as const;

function worse(left: WorkloadCapacity, right: WorkloadCapacity): WorkloadCapacity {
  return severity[right.status] > severity[left.status] ? right : left;
}

function assumptionsOf({ proxy }: CapacityOptions, { nodes }: Nodes): readonly string[] {
  return [
    'nothing but the pods of this tree runs on the nodes',
    'the scheduler has its default plugins, and no admission webhook changes pods',
    'runs of a CronJob do not overlap',
    ...(nodes.some(({ zones }) => zones !== undefined)
      ? ['pools grow to their maximum while pods wait, evenly over their zones']
      : []),
    ...(proxy === undefined ? [] : [proxy.assumption]),
  ];
}
