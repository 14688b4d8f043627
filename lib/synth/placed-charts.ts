import type { Cluster } from '../fleet/cluster';
import type { ClusterScope } from '../fleet/cluster-scope';
import { fromProgram } from '../fleet/from-program';
import { dnsLabel } from '../fleet/name-rules';
import { assertShape, reject } from '../fleet/reject';
import { mustBe } from '../fleet/shape';
import { SynthError } from '../fleet/synth-error';
import { clusterPlacementShape, type ClusterPlacement } from '../cluster-placement/cluster-placement';
import { judgeSolution } from '../cluster-placement/judge-solution';
import { placementRequest, sitesOf } from '../cluster-placement/placement-requests';
import type { PlacedChartRequest, Solution, Unplaced } from '../cluster-placement/problem';
import { placeCharts } from '../cluster-placement/solve';

/** What the deployment of a placed chart is told in each of its clusters. */
export interface PlacedShare {
  /** All clusters that run the chart, this one among them, in the order of the fleet. */
  readonly clusters: readonly Cluster[];
}

/** The same, of a chart whose placement says how many replicas there are. */
export interface ReplicatedShare extends PlacedShare {
  /** Replicas of the chart in this cluster. */
  readonly replicas: number;
}

/** What `fleet.place` calls for each cluster that runs the chart: puts it into the cluster's tree. */
export type PlacedDeployment<Share extends PlacedShare = PlacedShare> = (
  cluster: ClusterScope,
  share: Share,
) => unknown;

/** A chart that a program places. */
export interface PlacedChart {
  readonly name: string;
  readonly placement: ClusterPlacement;
  // A method: one that reads replicas is called with some, because its placement says them.
  deployment(this: void, cluster: ClusterScope, share: PlacedShare & Partial<ReplicatedShare>): unknown;
}

/** Where charts ran before: names of clusters by the name of a chart. */
export type EarlierPlacements = ReadonlyMap<string, readonly string[]>;

/** Where every placed chart runs, and with how many replicas. */
export class PlacedCharts {
  constructor(
    private readonly charts: readonly PlacedChart[],
    private readonly solution: Solution,
    private readonly fleet: readonly Cluster[],
  ) {}

  /** The charts of a cluster, in the order in which they were placed, each with its share. */
  in(cluster: Cluster): readonly (PlacedChart & { readonly share: PlacedShare & Partial<ReplicatedShare> })[] {
    return this.charts.flatMap((chart) => {
      const shares = this.solution.get(chart.name) ?? [];
      const own = shares.find(({ site }) => site.name === cluster.name);
      if (own === undefined) return [];
      const clusters = this.fleet.filter(({ name }) => shares.some(({ site }) => site.name === name));
      return [{ ...chart, share: { clusters, ...(own.replicas !== undefined && { replicas: own.replicas }) } }];
    });
  }

  /** Names of the clusters of a chart, sorted. */
  clustersOf(chart: string): readonly string[] {
    return (this.solution.get(chart) ?? []).map(({ site }) => site.name).sort();
  }
}

/** Refuses a chart that is no placed chart, or whose name another one has. */
export function assertPlacedChart({ name, placement, deployment }: PlacedChart, others: readonly PlacedChart[]): void {
  assertShape({ kind: 'Fleet.place', name: '' }, dnsLabel, name, 'name');
  const declared = { kind: 'Fleet.place', name };
  assertShape(declared, clusterPlacementShape, placement);
  if (typeof deployment !== 'function')
    reject(
      declared,
      mustBe(
        'deployment',
        deployment,
        'a function',
        "write place('shop', { … }, (cluster) => new ClusterChart(cluster, 'shop', …))",
      ),
    );
  if (others.some((other) => other.name === name))
    reject(declared, {
      path: 'name',
      message: `Duplicate value: "${name}": another chart is placed by that name`,
      fix: 'rename one of them',
    });
}

/**
 * Places charts in the clusters of a fleet.
 *
 * @throws SynthError that names every chart for which there is no place
 */
export function solvePlacements(
  charts: readonly PlacedChart[],
  fleet: readonly Cluster[],
  before: EarlierPlacements,
): PlacedCharts {
  const sites = sitesOf(fleet);
  const requests = charts.map(({ name, placement }): PlacedChartRequest => {
    const request = placementRequest(name, placement, sites, before.get(name) ?? []);
    return 'eligible' in request ? request : reject({ kind: 'Fleet.place', name }, request);
  });
  const found = placeCharts(requests);
  if ('unplaced' in found) throw unplacedError(found.unplaced);
  const problems = judgeSolution(requests, found.solution);
  if (problems.length > 0) throw new Error(`a placement breaks its own rules, which is a bug: ${problems.join('; ')}`);
  return new PlacedCharts(charts, found.solution, fleet);
}

function unplacedError(unplaced: readonly Unplaced[]): SynthError {
  const findings = unplaced.map(({ chart, path, message, fix }) => ({
    id: 'valid-declaration',
    severity: 'error' as const,
    status: 'violated' as const,
    object: { apiVersion: '', kind: 'Fleet.place', name: chart },
    path,
    message,
    fix,
  }));
  return fromProgram(new SynthError(findings), 'node-do-not-add-exception-line');
}
