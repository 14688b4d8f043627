import type { Cluster } from '../fleet/cluster';
import type { ClusterScope } from '../fleet/cluster-scope';
import { fromProgram } from '../fleet/from-program';
import { SynthError } from '../fleet/synth-error';
import type { ClusterPlacement } from '../cluster-placement/cluster-placement';
import {
  isPlacedCharts,
  placementsName,
  type PlacedChartSummary,
  type PlacedWorkload,
} from '../cluster-placement/placements-file';
import { compareText } from '../manifest/objects/compare-text';
import { keepsData } from '../manifest/objects/keeps-data';
import { identityOf } from '../manifest/objects/object-identity';
import { workloadKindOf } from '../manifest/pods/workload-kinds';
import type { ChartManifest } from '../model/capability';
import { assertPlacedChart, solvePlacements, type PlacedChart, type PlacedCharts } from './placed-charts';
import { inventoriedClusters, readClusterHead, type ClusterHead } from './writer/written-clusters';

/** The charts that a fleet places: where they run now, and where they ran according to the inventories. */
export class FleetPlacement {
  private readonly charts: PlacedChart[] = [];
  private solved: { readonly now: PlacedCharts; readonly before: EarlierSummaries } | undefined;

  constructor(
    private readonly clusters: readonly Cluster[],
    private readonly outdir: string,
  ) {}

  get isEmpty(): boolean {
    return this.charts.length === 0;
  }

  add(name: string, placement: ClusterPlacement, deployment: (cluster: ClusterScope, share: never) => unknown): void {
    const chart: PlacedChart = { name, placement, deployment };
    assertPlacedChart(chart, this.charts);
    this.charts.push(chart);
    this.solved = undefined;
  }

  /**
   * Puts the charts of a cluster into its tree. What is returned says what its inventory keeps of them, once it is rendered.
   *
   * @param run calls a deployment, and refuses one that is not complete when it returns
   */
  deploy(
    scope: ClusterScope,
    run: (deployment: () => unknown) => void,
  ): (manifests: readonly ChartManifest[]) => readonly PlacedChartSummary[] {
    if (this.isEmpty) return () => [];
    const placed = this.solution.now.in(scope.cluster).map(({ name, placement, deployment, share }) => {
      const others = new Set(scope.node.children);
      run(() => deployment(scope, share));
      const own = scope.node.children.filter((child) => !others.has(child)).map(({ node }) => node.id);
      return { name, placement, share, own };
    });
    return (manifests) =>
      placed.map(({ name, placement, share, own }) => ({
        chart: name,
        ...(share.replicas === undefined ? {} : { replicas: share.replicas }),
        ...(placement.survives === undefined ? {} : { workloads: workloadsOf(manifests, own) }),
      }));
  }

  /**
   * Refuses a synth of some clusters that leaves a chart in two places, or in none.
   *
   * @throws SynthError
   */
  assertWritten(selected: readonly Cluster[]): void {
    if (this.isEmpty) return;
    const { now, before } = this.solution;
    const findings = this.clusters
      .filter((cluster) => !selected.includes(cluster))
      .flatMap((cluster) => {
        const written = before.get(cluster.name);
        const placed = now.in(cluster).map(({ name, share: { replicas } }) => textOf({ chart: name, replicas }));
        if (written === undefined || placed.sort().join() === written.map(textOf).sort().join()) return [];
        return {
          id: 'valid-declaration',
          severity: 'error' as const,
          status: 'violated' as const,
          object: { apiVersion: '', kind: 'Cluster', name: cluster.name },
          path: placementsName,
          message: `Forbidden: placed charts of this cluster change, and this synth leaves it as it is: ${written.map(textOf).join(', ') || 'none'} becomes ${placed.join(', ') || 'none'}`,
          fix: `synthesize ${cluster.name}, too`,
        };
      });
    if (findings.length > 0) throw fromProgram(new SynthError(findings), 'node-do-not-add-exception-line');
  }

  /** What moves, a line for each chart: `shop: from prod-use1 to prod-usw2`. */
  moves(): readonly string[] {
    if (this.isEmpty) return [];
    const { now, before } = this.solution;
    return this.charts.flatMap(({ name }) => {
      const earlier = clustersWith(before, name);
      const left = earlier.filter((cluster) => !now.clustersOf(name).includes(cluster));
      const joined = now.clustersOf(name).filter((cluster) => !earlier.includes(cluster));
      if (earlier.length === 0 || left.length + joined.length === 0) return [];
      const parts = [
        ...(left.length === 0 ? [] : [`from ${left.join(', ')}`]),
        ...(joined.length === 0 ? [] : [`to ${joined.join(', ')}`]),
      ];
      return `${name}: ${parts.join(' ')}`;
    });
  }

  /** What was promised to survive, by chart. */
  get promises(): readonly PlacedChart[] {
    return this.charts.filter(({ placement }) => placement.survives !== undefined);
  }

  private get solution(): NonNullable<typeof this.solved> {
    if (this.solved === undefined) {
      const before = earlierSummaries(this.outdir, this.clusters);
      const names = this.charts.map(({ name }): [string, readonly string[]] => [name, clustersWith(before, name)]);
      this.solved = { now: solvePlacements(this.charts, this.clusters, new Map(names)), before };
    }
    return this.solved;
  }
}

/** What the inventories say of placed charts, by cluster. */
type EarlierSummaries = ReadonlyMap<string, readonly PlacedChartSummary[]>;

function earlierSummaries(outdir: string, clusters: readonly Cluster[]): EarlierSummaries {
  const known = inventoriedClusters(outdir).filter(({ environment, cluster }) =>
    clusters.some((each) => each.name === cluster && each.environment.name === environment),
  );
  return new Map(known.map((name) => [name.cluster, placedIn(readClusterHead(outdir, name))]));
}

/** The placed charts of a cluster, as its inventory has them. */
export function placedIn({ summaries = {} }: ClusterHead): readonly PlacedChartSummary[] {
  const summary = summaries[placementsName];
  return isPlacedCharts(summary) ? summary : [];
}

function clustersWith(summaries: EarlierSummaries, chart: string): readonly string[] {
  return [...summaries]
    .filter(([, charts]) => charts.some((each) => each.chart === chart))
    .map(([cluster]) => cluster)
    .sort(compareText);
}

function textOf({ chart, replicas }: { readonly chart: string; readonly replicas?: number | undefined }): string {
  return replicas === undefined ? chart : `${chart} (${replicas} replicas)`;
}

/** What runs pods, or keeps data, among the objects that some charts made. */
function workloadsOf(manifests: readonly ChartManifest[], charts: readonly string[]): readonly PlacedWorkload[] {
  return manifests
    .filter(({ origin }) => charts.some((chart) => origin === chart || origin.startsWith(`${chart}/`)))
    .filter(
      ({ manifest }) => workloadKindOf(manifest) !== undefined || (keepsData(manifest) && !isPlace(manifest.kind)),
    )
    .map(({ manifest }) => {
      const { kind, namespace, name } = identityOf(manifest);
      return { kind, namespace, name, keepsData: keepsData(manifest) };
    });
}

/** A namespace or a definition is where data may be, not data. */
function isPlace(kind: string): boolean {
  return kind === 'Namespace' || kind === 'CustomResourceDefinition';
}
