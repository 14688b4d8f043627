import type { ClusterFacts } from '../../fleet/cluster-facts';
import { describeCluster } from '../../fleet/describe-cluster';
import { compareText } from '../../manifest/objects/compare-text';
import { isJsonObject } from '../../manifest/objects/json';
import type { ListedFleetCapability } from '../../model/fleet-capability';
import type { CheckOptions } from '../check-cluster';
import { clusterFolder, type TreeLayout } from '../layout/file-path';
import { ClusterTree } from './cluster-tree';
import { stageFleetFile } from './fleet-file';
import type { Inventory } from './inventory';
import { OwnedFolder, type TreeChanges } from './owned-folder';
import { onDisk } from './output-error';
import { Staging, type CompletedPublish } from './staging';
import {
  inventoriedClusters,
  readClusterHead,
  summaryOf,
  type ClusterHead,
  type ClusterName,
} from './written-clusters';

/** How trees are laid out on disk. */
export interface TreeWriterOptions {
  /** One file an object, or one file a chart. @default 'file-per-object' */
  readonly layout?: TreeLayout;
}

/** What of the disk a publication may remove. */
export interface PublishOptions {
  /**
   * Whether the clusters that were written are all there are, so that the files of any other cluster that the
   * inventory lists are removed. False when rendering was narrowed to some clusters.
   *
   * @default false
   */
  readonly wholeFleet?: boolean;
  /**
   * What is written of the whole fleet, beside the inventories. Clusters that were not written now are known by their
   * inventories.
   *
   * @default none: such files stay as they are
   */
  readonly fleet?: readonly ListedFleetCapability[];
}

/** What the inventory of a tree says besides what is in it. */
export interface TreeFacts
  extends
    Partial<ClusterFacts>,
    Pick<CheckOptions, 'profile' | 'suppressions'>,
    Pick<Inventory, 'settings' | 'ownership' | 'summaries' | 'fleetObjects'> {}

/**
 * Writes the trees of a fleet, all of them or none.
 *
 * Clusters are written one after the other, and what they change is kept aside until `publish`. Until then the last
 * good tree stands, whatever happens; an interruption of `publish` itself is made good by the next writer of that
 * folder. Files that no synth has written are never touched, files whose content stays are not written again.
 */
export class TreeWriter {
  private readonly layout: TreeLayout;
  private readonly staging: Staging;
  private readonly folders = new Map<string, TreeChanges | 'open'>();
  private readonly begun: ClusterHead[] = [];

  /**
   * Locks the output folder until `publish` or `discard`. Completes in it what an interrupted synth had begun to publish,
   * and forgets what it had not.
   *
   * @throws SynthError where another synth writes there, or the file system refuses
   */
  constructor(
    private readonly outdir: string,
    { layout = 'file-per-object' }: TreeWriterOptions = {},
  ) {
    this.layout = layout;
    this.staging = new Staging(outdir);
  }

  /** What of an interrupted synth was completed before this one, if anything. */
  get completed(): CompletedPublish | undefined {
    return this.staging.completed;
  }

  /**
   * Begins the tree of a cluster. Close it before the next one, so that memory holds one cluster at a time.
   *
   * @param facts what is known of the cluster, and how it is checked, kept in its inventory: whoever judges the tree on
   *   disk does so by them
   */
  cluster(
    environment: string,
    name: string,
    {
      profile,
      suppressions,
      settings = [],
      ownership = [],
      summaries = {},
      fleetObjects = {},
      ...facts
    }: TreeFacts = {},
  ): ClusterTree {
    const description = {
      ...describeCluster(facts),
      ...(profile && { profile }),
      ...(suppressions && { suppressions }),
    };
    const folder = onDisk(
      this.outdir,
      undefined,
      () =>
        new OwnedFolder(this.outdir, this.staging, environment, name, {
          facts: description,
          summaries,
          fleetObjects,
          settings,
          ownership,
        }),
    );
    if (this.folders.has(folder.path)) throw new Error(`the cluster ${folder.path} is written twice`);
    this.folders.set(folder.path, 'open');
    this.begun.push({ environment, cluster: name, ...asWritten({ facts: description, summaries }) });
    return new ClusterTree(folder, this.layout, () => this.folders.set(folder.path, folder.changes));
  }

  /**
   * Makes all changes to the tree on disk.
   *
   * @throws SynthError where the file system refuses: it says whether the tree is as it was, or is written in part, which
   * no command reads and the next writer completes
   */
  publish({ wholeFleet = false, fleet = [] }: PublishOptions = {}): TreeChanges {
    const open = [...this.folders].find(([, changes]) => changes === 'open');
    if (open !== undefined) throw new Error(`the cluster ${open[0]} is not complete: close it, or discard the tree`);
    if (wholeFleet) onDisk(this.outdir, undefined, () => this.removeOtherClusters());
    onDisk(this.outdir, undefined, () => this.writeFleetFiles(fleet, wholeFleet));
    this.staging.publish();
    return this.sumOfChanges();
  }

  /** Forgets all changes: the tree on disk stays as it is. */
  discard(): void {
    this.staging.discard();
  }

  private removeOtherClusters(): void {
    const problems: string[] = [];
    for (const { environment, cluster } of inventoriedClusters(this.outdir)) {
      if (this.folders.has(clusterFolder(environment, cluster))) continue;
      const folder = new OwnedFolder(this.outdir, this.staging, environment, cluster);
      problems.push(...folder.removeAll());
      this.folders.set(folder.path, folder.changes);
    }
    if (problems.length > 0) throw new Error(problems.join('\n'));
  }

  /** What the inventories will say of the clusters that this writer has begun. */
  get heads(): readonly ClusterHead[] {
    return this.begun;
  }

  /** What the inventories say of the clusters that are none of these. */
  headsBeside(clusters: readonly ClusterName[]): readonly ClusterHead[] {
    const own = new Set(clusters.map(({ environment, cluster }) => clusterFolder(environment, cluster)));
    return onDisk(this.outdir, undefined, () =>
      inventoriedClusters(this.outdir)
        .filter(({ environment, cluster }) => !own.has(clusterFolder(environment, cluster)))
        .map((name) => readClusterHead(this.outdir, name)),
    );
  }

  private writeFleetFiles(fleet: readonly ListedFleetCapability[], wholeFleet: boolean): void {
    if (fleet.length === 0) return;
    const heads = [...this.heads, ...(wholeFleet ? [] : this.headsBeside(this.heads))].sort(byEnvironmentAndName);
    for (const capability of fleet) {
      const clusters = heads.map((head) => summaryOf(capability.name, head));
      stageFleetFile(this.outdir, this.staging, capability, capability.emit(clusters));
    }
  }

  private sumOfChanges(): TreeChanges {
    const sum = { written: 0, unchanged: 0, removed: 0 };
    for (const changes of this.folders.values()) {
      if (changes === 'open') continue;
      sum.written += changes.written;
      sum.unchanged += changes.unchanged;
      sum.removed += changes.removed;
    }
    return sum;
  }
}

/** What an inventory says of a cluster, as whoever reads the inventory finds it: plain data of its own. */
function asWritten(head: Pick<ClusterHead, 'facts' | 'summaries'>): Pick<ClusterHead, 'facts' | 'summaries'> {
  const plain: unknown = JSON.parse(JSON.stringify(head));
  const { facts, summaries } = isJsonObject(plain) ? plain : {};
  return { facts: isJsonObject(facts) ? facts : {}, summaries: isJsonObject(summaries) ? summaries : {} };
}

function byEnvironmentAndName(one: ClusterHead, other: ClusterHead): number {
  return compareText(one.environment, other.environment) || compareText(one.cluster, other.cluster);
}
