import { wavesInOrder, type Wave } from '../fleet/wave';
import type { Effect } from './effects/effect';
import { verdicts, type ObjectPlan, type Verdict } from './object-plan';
import type { ClusterPlan } from './plan-cluster';

/** The plan of one cluster by its name; without one where the tree is that of one cluster that nothing names. */
export interface NamedPlan {
  readonly cluster?: string;
  /** The wave of clusters in which the change gets there. @default none */
  readonly wave?: Wave;
  readonly plan: ClusterPlan;
}

/** Clusters that the change reaches together. */
export interface PlannedWave {
  readonly wave: string;
  readonly clusters: readonly string[];
  /** How many objects of theirs change. */
  readonly objects: number;
}

/** One change, and the clusters that it is the same in. */
export interface PlanGroup {
  readonly plan: ObjectPlan;
  readonly clusters: readonly string[];
}

/** Every change of one object in the fleet: the one of most clusters first, then those of clusters that differ. */
export interface ObjectGroups {
  readonly groups: readonly [PlanGroup, ...PlanGroup[]];
}

/** The plans of a fleet, each object once for all clusters in which the same becomes of it. */
export interface FleetPlan {
  /** Names of all clusters; empty for one without a name. */
  readonly clusters: readonly string[];
  readonly objects: readonly ObjectGroups[];
  readonly guards: readonly { readonly message: string; readonly clusters: readonly string[] }[];
  readonly effects: readonly FleetEffect[];
  /** When the change reaches which clusters, the first wave first; empty where no cluster belongs to one. */
  readonly waves: readonly PlannedWave[];
  readonly summary: PlanSummary;
}

/** An effect, and the clusters that have it. */
export interface FleetEffect extends Effect {
  readonly clusters: readonly string[];
}

/** Numbers of objects by verdict, over all clusters. */
export interface PlanSummary extends Readonly<Record<Verdict, number>> {
  readonly dataAtRisk: number;
  readonly dangerous: number;
  /** Pods that are replaced; those of which the number is not known are not counted. */
  readonly pods: number;
}

interface GrowingGroup extends PlanGroup {
  readonly clusters: string[];
}

/** Puts the plans of clusters together, the most dangerous objects first. */
export function fleetPlan(plans: readonly NamedPlan[]): FleetPlan {
  const byObject = new Map<string, Map<string, GrowingGroup>>();
  for (const { cluster, plan } of plans) {
    for (const object of plan.objects) {
      const groups = entry(
        byObject,
        JSON.stringify(Object.values(object.object).slice(1)),
        () => new Map<string, GrowingGroup>(),
      );
      const { origin: _, ...same } = object;
      const group = entry(groups, JSON.stringify(same), () => ({ plan: object, clusters: [] }));
      if (cluster !== undefined) group.clusters.push(cluster);
    }
  }
  const objects = [...byObject.values()].flatMap((groups): ObjectGroups[] => {
    const [first, ...others] = [...groups.values()].sort((one, other) => other.clusters.length - one.clusters.length);
    return first === undefined ? [] : [{ groups: [first, ...others] }];
  });
  const all = plans.flatMap(({ plan }) => plan.objects);
  return {
    clusters: plans.flatMap(({ cluster }) => cluster ?? []),
    objects: objects.sort((one, other) => rankOf(one) - rankOf(other)),
    guards: groupedGuards(plans),
    effects: groupedEffects(plans),
    waves: plannedWaves(plans),
    summary: summaryOf(all),
  };
}

/** Whether anything changes, and whether somebody must look. */
export function dangerOf({ summary, guards }: FleetPlan): 'nothing' | 'changes' | 'danger' {
  if (summary.dangerous > 0 || guards.length > 0) return 'danger';
  return verdicts.some((verdict) => verdict !== 'no-op' && summary[verdict] > 0) ? 'changes' : 'nothing';
}

function plannedWaves(plans: readonly NamedPlan[]): readonly PlannedWave[] {
  return wavesInOrder(plans.flatMap(({ wave }) => wave ?? [])).map((name) => {
    const own = plans.filter(({ wave }) => wave?.name === name);
    const changed = own.flatMap(({ plan }) => plan.objects.filter(({ verdict }) => verdict !== 'no-op'));
    return { wave: name, clusters: own.flatMap(({ cluster }) => cluster ?? []), objects: changed.length };
  });
}

function entry<V>(map: Map<string, V>, key: string, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = create();
  map.set(key, value);
  return value;
}

function groupedGuards(plans: readonly NamedPlan[]): FleetPlan['guards'] {
  const clusters = new Map<string, string[]>();
  for (const { cluster, plan } of plans) {
    for (const message of plan.guards)
      entry(clusters, message, () => []).push(...(cluster === undefined ? [] : [cluster]));
  }
  return [...clusters].map(([message, names]) => ({ message, clusters: names }));
}

function groupedEffects(plans: readonly NamedPlan[]): readonly FleetEffect[] {
  const effects = new Map<string, Effect & { readonly clusters: string[] }>();
  for (const { cluster, plan } of plans) {
    for (const effect of plan.effects) {
      const group = entry(effects, JSON.stringify(effect), () => ({ ...effect, clusters: [] }));
      if (cluster !== undefined) group.clusters.push(cluster);
    }
  }
  return [...effects.values()];
}

function summaryOf(objects: readonly ObjectPlan[]): PlanSummary {
  const count = (test: (object: ObjectPlan) => boolean): number => objects.filter(test).length;
  const of = (wanted: Verdict): number => count(({ verdict }) => verdict === wanted);
  return {
    created: of('created'),
    'no-op': of('no-op'),
    metadata: of('metadata'),
    'in-place': of('in-place'),
    rolls: of('rolls'),
    recreated: of('recreated'),
    rejected: of('rejected'),
    deleted: of('deleted'),
    dataAtRisk: count(({ dataAtRisk }) => dataAtRisk),
    dangerous: count(({ isDangerous }) => isDangerous),
    pods: objects.reduce((sum, { pods }) => sum + (pods.replaced ?? 0), 0),
  };
}

/** The most dangerous group of an object decides where it stands. */
function rankOf({ groups }: ObjectGroups): number {
  return Math.min(
    ...groups.map(
      ({ plan }) => verdicts.indexOf(plan.verdict) + (plan.dataAtRisk ? 0 : 100) + (plan.isDangerous ? 0 : 1000),
    ),
  );
}
