import { imagePoliciesIn } from '../manifest/pods/image-policies';
import { join } from 'node:path';
import { types } from 'node:util';
import type { ClusterPlacement } from '../cluster-placement/cluster-placement';
import { placementsName } from '../cluster-placement/placements-file';
import { capabilities, fleetCapabilities, treeCapabilities } from '../capabilities';
import { RecentRuns } from '../checks/incremental/recent-runs';
import type { CheckResults } from '../checks/run-checks';
import type { Cluster } from '../fleet/cluster';
import { ClusterScope } from '../fleet/cluster-scope';
import { assertUpToDate, fleetObjectsOf, headOf, mayHoldFleetObjects, type FleetObjectsOf } from './fleet-objects';
import { fromProgram } from '../fleet/from-program';
import { recordedSettings, recordSettings } from '../fleet/recorded-settings';
import { SynthError } from '../fleet/synth-error';
import { reject } from '../fleet/reject';
import { mustBe, notFound } from '../fleet/shape';
import { selectClusters, selectionFrom, type Selection } from '../fleet/selection';
import type { Finding } from '../manifest/objects/finding';
import type { JsonObject } from '../manifest/objects/json';
import { mergeResults } from '../report/report';
import { checkCluster, type CheckOptions } from './check-cluster';
import { constructDependencies } from './construct-dependencies';
import { assertFleet, fleetDeclared, type FleetProps } from './fleet-props';
import { judgeLeavingClusters } from './leaving-clusters';
import type { TreeLayout } from './layout/file-path';
import { FleetPlacement } from './fleet-placement';
import { judgeSurvival } from './judge-survival';
import type { PlacedDeployment, ReplicatedShare } from './placed-charts';
import { drawReachGraph } from './reach-graph';
import { renderCluster, type RenderedCluster } from './render-cluster';
import { storeRunbook } from './store-runbook';
import { formatYaml } from './yaml/format-yaml';
import { storesOnDisk } from './stores-on-disk';
import { tellSynth } from './tell-synth';
import { outcomeAfter, tellCompletedPublish } from './tell-completed-publish';
import type { Dependency } from './writer/apply-dependencies';
import { assertFolders } from './writer/publish-changes';
import { TreeWriter, type TreeFacts } from './writer/tree-writer';

/**
 * What `fleet.deploy` calls for each cluster: puts charts into the cluster's tree. It cannot wait for anything: what it
 * made later would not be in the tree.
 */
export type Deployment = (cluster: ClusterScope) => unknown;

/** What a synth did. */
export interface SynthResult {
  /** The findings that did not stop it. */
  readonly findings: readonly Finding[];
  /** Names of the clusters that were rendered. */
  readonly clusters: readonly string[];
  /** Folder that their trees were written to. */
  readonly outdir: string;
}

/**
 * All clusters that one program renders.
 *
 * Each cluster gets a tree of its own, which is built, checked, written and released before the next one, so that
 * memory does not grow with the fleet.
 */
export class Fleet {
  /** All clusters, selected or not. */
  readonly clusters: readonly Cluster[];
  /** Folder of the trees: the output folder, and the app's below it where the fleet has a name. */
  readonly outdir: string;
  private readonly name: string | undefined;
  private readonly root: string;
  private readonly layout: TreeLayout;
  private readonly checks: CheckOptions | false;
  private readonly graphs: boolean;
  private readonly report: boolean;
  private readonly deployments: Deployment[] = [];
  private readonly placement: FleetPlacement;

  constructor(props: FleetProps) {
    assertFleet(props);
    const { clusters, name, outdir, layout = 'file-per-object', checks = {}, graphs = false, report = true } = props;
    this.clusters = clusters;
    this.name = name;
    this.root = outdir ?? process.env.CDK8S_OUTDIR ?? 'dist';
    this.outdir = name === undefined ? this.root : join(this.root, name);
    this.layout = layout;
    this.checks = checks;
    this.graphs = graphs;
    this.report = report;
    this.placement = new FleetPlacement(clusters, this.outdir);
  }

  /** Says what is deployed: called once for each cluster, with the root of the cluster's tree. */
  deploy(deployment: Deployment): this {
    if (typeof deployment !== 'function')
      reject(
        fleetDeclared,
        mustBe('deploy', deployment, 'a function', "write deploy((cluster) => new ClusterChart(cluster, 'shop', …))"),
      );
    this.deployments.push(deployment);
    return this;
  }

  /**
   * Says in which clusters a chart runs, and puts it there: called once for each of these clusters, with the cluster's share.
   * Where it runs is solved once for the whole fleet, with what the inventories in the output folder say of the last time:
   * a chart stays where it is unless the rules or the room forbid it. `.inventory/placements.json` lists the outcome.
   *
   * @param name of the chart in messages and inventories: a DNS label
   * @throws SynthError at synth, where there is no place for it, or none was found
   */
  place(
    name: string,
    placement: ClusterPlacement & { readonly replicas: number },
    deployment: PlacedDeployment<ReplicatedShare>,
  ): this;
  /** The same, where each cluster decides for itself how many replicas it has. */
  place(name: string, placement: ClusterPlacement, deployment: PlacedDeployment): this;
  place(name: string, placement: ClusterPlacement, deployment: (cluster: ClusterScope, share: never) => unknown): this {
    this.placement.add(name, placement, deployment);
    return this;
  }

  /** Renders one cluster in memory: what `synth` would check and write for it. */
  render(name: string): RenderedCluster {
    const cluster = this.clusters.find((candidate) => candidate.name === name);
    if (cluster === undefined)
      return reject(
        fleetDeclared,
        notFound(
          'clusters',
          name,
          this.clusters.map((known) => known.name),
        ),
      );
    return this.renderCluster(cluster);
  }

  /** Checks one cluster in memory, by its profile or another. What rendering had to say is among the findings. */
  check(name: string, options: CheckOptions = this.checks === false ? {} : this.checks): CheckResults {
    return checkCluster(this.render(name), options);
  }

  /**
   * Renders, checks and writes the selected clusters. Where anything is wrong in any of them, all problems of all
   * clusters are thrown together, and the last good tree stays as it is. What an interrupted synth had begun to write is
   * completed first.
   *
   * @throws SynthError
   */
  synth(selection: Selection = selectionFrom(process.argv.slice(2), process.env)): SynthResult {
    if (this.deployments.length === 0 && this.placement.isEmpty)
      reject(fleetDeclared, {
        path: 'deploy',
        message: 'Required value: nothing is deployed, and every tree would be empty',
        fix: 'call fleet.deploy((cluster) => …) or fleet.place(…) before fleet.synth()',
      });
    const clusters = this.selected(selection);
    const writer = this.openWriter();
    try {
      this.placement.assertWritten(clusters);
      const runs = new RecentRuns();
      const wholeFleet = clusters.length === this.clusters.length;
      const holding = clusters.filter((cluster) => mayHoldFleetObjects(cluster, fleetCapabilities));
      const judged = clusters
        .filter((cluster) => !holding.includes(cluster))
        .map((cluster) => this.writeCluster(cluster, writer, runs));
      if (!judged.some(hasErrors)) judged.push(...this.writeHolding(holding, writer, runs, wholeFleet));
      const leaving =
        wholeFleet && this.checks !== false ? judgeLeavingClusters(this.outdir, this.clusters, this.checks) : [];
      const { promises } = this.placement;
      const lost =
        promises.length === 0
          ? []
          : judgeSurvival(promises, this.clusters, [
              ...writer.heads,
              ...(wholeFleet ? [] : writer.headsBeside(writer.heads)),
            ]);
      const report = mergeResults(
        judged.flatMap(({ checked }) => checked ?? []),
        [...judged.flatMap(({ rendered }) => rendered), ...leaving, ...lost],
      );
      const { findings } = report;
      if (findings.some(({ severity }) => severity === 'error'))
        throw fromProgram(new SynthError(findings, outcomeAfter(writer.completed)), 'node-do-not-add-exception-line');
      const changes = writer.publish({ wholeFleet, fleet: fleetCapabilities });
      if (this.report) tellSynth(report, changes, this.outdir, this.placement.moves());
      return { findings, clusters: clusters.map(({ name }) => name), outdir: this.outdir };
    } finally {
      writer.discard();
    }
  }

  /** Tells what had to be completed first: the tree on disk is another one, whatever becomes of this synth. */
  private openWriter(): TreeWriter {
    if (this.name !== undefined) assertFolders(this.root, `${this.name}/file`);
    const writer = new TreeWriter(this.outdir, { layout: this.layout });
    tellCompletedPublish(this.outdir, writer.completed);
    return writer;
  }

  private selected(selection: Selection): readonly Cluster[] {
    try {
      return selectClusters(this.clusters, selection);
    } catch (error) {
      throw fromProgram(error, 'node-do-not-add-exception-line');
    }
  }

  /** The trees of which a part follows from other clusters: each is rendered once to be summarized, and once whole. */
  private writeHolding(
    holding: readonly Cluster[],
    writer: TreeWriter,
    runs: RecentRuns,
    wholeFleet: boolean,
  ): readonly JudgedCluster[] {
    if (fleetCapabilities.every(({ objects }) => objects === undefined)) return [];
    const own = new Map(
      holding.map((cluster) => [cluster, headOf(cluster, summariesOf(this.renderCluster(cluster, 'later')))] as const),
    );
    const heads = [...writer.heads, ...own.values()];
    const others = wholeFleet ? [] : writer.headsBeside(heads);
    heads.push(...others);
    const judged = holding.map((cluster) => {
      const { manifests, digests } = fleetObjectsOf(cluster, heads, fleetCapabilities);
      const { summaries = {} } = own.get(cluster) ?? {};
      return this.writeCluster(cluster, writer, runs, { manifests, summaries, fleetObjects: digests });
    });
    assertUpToDate(others, heads, fleetCapabilities);
    return judged;
  }

  private writeCluster(
    cluster: Cluster,
    writer: TreeWriter,
    runs: RecentRuns,
    fromFleet?: Pick<FleetObjectsOf, 'manifests'> & Required<Pick<TreeFacts, 'summaries' | 'fleetObjects'>>,
  ): JudgedCluster {
    const rendered = this.renderCluster(cluster, fromFleet?.manifests);
    const checked =
      this.checks === false
        ? undefined
        : checkCluster(rendered, this.checks, {
            cache: runs,
            previous: storesOnDisk(this.outdir, { environment: cluster.environment.name, cluster: cluster.name }),
          });
    const judged = checked === undefined ? { rendered: rendered.findings } : { rendered: [], checked };
    if ((checked ?? rendered).findings.some(({ severity }) => severity === 'error')) return judged;
    const tree = writer.cluster(cluster.environment.name, cluster.name, {
      ...cluster,
      ...this.judgement(),
      settings: recordedSettings(cluster),
      ownership: rendered.ownership,
      summaries: fromFleet?.summaries ?? summariesOf(rendered),
      ...(fromFleet && { fleetObjects: fromFleet.fleetObjects }),
    });
    tree.addImagePolicies(imagePoliciesIn(rendered.manifests.map(({ manifest }) => manifest)));
    for (const manifest of rendered.manifests) tree.add(manifest);
    for (const file of rendered.files) tree.addFile(file);
    // A GitOps engine applies in an order of its own, which its objects say.
    if (cluster.gitOps === undefined) tree.addDependencies(rendered.dependencies);
    if (this.graphs) tree.addPicture(drawReachGraph(rendered));
    const runbook = storeRunbook(rendered);
    if (runbook !== undefined) tree.addRunbook(runbook);
    if (rendered.samples.length > 0) tree.addSamples(rendered.samples.map(formatYaml).join('---\n'));
    tree.close();
    return judged;
  }

  private judgement(): Pick<CheckOptions, 'profile' | 'suppressions'> {
    const { profile, suppressions } = this.checks === false ? {} : this.checks;
    return { ...(profile && { profile }), ...(suppressions && { suppressions }) };
  }

  private renderCluster(
    cluster: Cluster,
    fleetObjects?: FleetObjectsOf['manifests'] | 'later',
  ): RenderedCluster & { readonly dependencies: readonly Dependency[] } {
    const scope = new ClusterScope(cluster);
    recordSettings(cluster);
    const run = (deployment: () => unknown): void => {
      if (types.isPromise(deployment()))
        reject(
          { ...fleetDeclared, cluster: cluster.name },
          {
            path: 'deploy',
            message: 'Invalid value: an async function: the tree is complete when it returns',
            fix: 'wait for what it needs before deploy',
          },
        );
    };
    for (const deployment of this.deployments) run(() => deployment(scope));
    const placedIn = this.placement.deploy(scope, run);
    const rendered = renderCluster(scope, capabilities, { fleetObjects: fleetObjects ?? [], whole: treeCapabilities });
    const charts = placedIn(rendered.manifests);
    return {
      ...rendered,
      told: charts.length === 0 ? rendered.told : { ...rendered.told, [placementsName]: { charts } },
      dependencies: constructDependencies(scope),
    };
  }
}

/** What is kept of a cluster once its tree is written. */
interface JudgedCluster {
  /** What its capabilities said, where no checks ran. */
  readonly rendered: readonly Finding[];
  /** What its capabilities and its checks said; left out where none ran. */
  readonly checked?: CheckResults;
}

function hasErrors({ rendered, checked }: JudgedCluster): boolean {
  return [...rendered, ...(checked?.findings ?? [])].some(({ severity }) => severity === 'error');
}

function summariesOf(rendered: RenderedCluster): JsonObject {
  const summaries = fleetCapabilities.map(({ name, summarize }) => [name, summarize(rendered)] as const);
  return Object.fromEntries(summaries.flatMap(([name, summary]) => (summary === undefined ? [] : [[name, summary]])));
}
