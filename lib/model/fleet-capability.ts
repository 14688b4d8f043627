import type { ClusterDescription } from '../fleet/describe-cluster';
import type { ClusterFacts } from '../fleet/cluster-facts';
import { formatShapeProblem, requiredAt, type Shape } from '../fleet/shape';
import type { JsonObject, JsonValue } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import type { ChartManifest, EmittedManifest } from './capability';
import { managedBy } from './managed-by';

/** A rendered cluster, while its tree is in memory: without what fleet capabilities put into it. */
export interface ClusterToSummarize {
  readonly cluster: ClusterFacts;
  readonly manifests: readonly ChartManifest[];
  /** What capabilities for whole trees said of it, by their names. */
  readonly told: Readonly<Record<string, JsonObject>>;
}

/** What is left of a cluster once its tree is released: plain data, as its inventory keeps it. */
export interface SummarizedCluster<S> {
  readonly environment: string;
  readonly cluster: string;
  /** What is known of the cluster, as `describeCluster` has it. Files say it, so that any line may be wrong. */
  readonly facts: ClusterDescription;
  /** Folder of its tree, relative to the output folder. */
  readonly tree: string;
  /** File of its inventory, relative to the output folder. */
  readonly inventory: string;
  readonly summary: S;
}

/**
 * One thing that the library knows how to do for a whole fleet, such as the list of its clusters.
 *
 * A cluster is summarized while its tree is in memory; no later step sees another cluster's manifests. The inventory of the
 * cluster keeps the summary, so that a synth of some clusters knows those of the others.
 */
export interface FleetCapability<S extends JsonValue> {
  /** Its name: that of its summary in inventories, and of its file, `.inventory/<name>.json`. */
  readonly name: string;
  /** What the file is a list of: the name of its only field. */
  readonly list: string;
  /** How a summary is checked when it is read: an inventory is a file that anybody may have changed. */
  readonly shape: Shape;
  /** The summary of a cluster of which there is nothing to say: its inventory has no line for it. @default every inventory has one */
  readonly nothing?: S;
  /** What the others may know of a cluster: small, and plain data. */
  readonly summarize: (cluster: ClusterToSummarize) => S;
  /**
   * The entries of its file, a line each; without any there is no file. It is given all clusters whose trees are on disk
   * after the synth, by environment and name.
   *
   * @throws where an inventory says of its cluster what cannot be
   */
  readonly emit: (clusters: readonly SummarizedCluster<S>[]) => readonly JsonObject[];
  /** The objects that it puts into the trees of clusters. @default none */
  readonly objects?: FleetObjects<S>;
}

/** Objects in the tree of one cluster that follow from what others are. */
export interface FleetObjects<S extends JsonValue> {
  /** Whether it may put any into the tree of a cluster: such a tree is rendered again once all others are summarized. */
  readonly into: (cluster: ClusterFacts) => boolean;
  /** They are patched, checked, written and claimed by the inventory like all others of the tree. */
  readonly emit: (cluster: SummarizedCluster<S>, all: readonly SummarizedCluster<S>[]) => readonly Manifest[];
}

/** A fleet capability in a list of several, each with a summary of its own type. */
export interface ListedFleetCapability {
  readonly name: string;
  readonly list: string;
  /** Undefined where there is nothing to say. */
  readonly summarize: (cluster: ClusterToSummarize) => JsonValue | undefined;
  /** @throws where the summary of a cluster is missing, or is not what the capability writes */
  readonly emit: (clusters: readonly SummarizedCluster<JsonValue | undefined>[]) => readonly JsonObject[];
  /** Left out where it puts none into any tree. */
  readonly objects?: {
    readonly into: (cluster: ClusterFacts) => boolean;
    /** @throws where the summary of a cluster is missing, or is not what the capability writes */
    readonly emit: (
      cluster: SummarizedCluster<JsonValue | undefined>,
      all: readonly SummarizedCluster<JsonValue | undefined>[],
    ) => readonly EmittedManifest[];
  };
}

/** Makes a fleet capability one of a list. Nothing of a tree can be reached from its summaries: they are what JSON holds. */
export function listFleetCapability<S extends JsonValue>({
  name,
  list,
  shape,
  nothing,
  summarize,
  emit,
  objects,
}: FleetCapability<S>): ListedFleetCapability {
  const read = (value: unknown, file: string): S => {
    if (value === undefined && nothing !== undefined) return nothing;
    const path = `summaries.${name}`;
    if (isOf<S>(shape, value, path)) return value;
    const problem = value === undefined ? requiredAt(path) : shape(value, path);
    throw new Error(
      `${file}: ${problem === undefined ? path : formatShapeProblem(problem)}\n  fix:  synthesize all clusters, so that each inventory is written anew`,
    );
  };
  const known = (cluster: SummarizedCluster<JsonValue | undefined>): SummarizedCluster<S> => {
    return { ...cluster, summary: read(cluster.summary, cluster.inventory) };
  };
  const origin = { origin: `fleet capability ${name}`, chart: name, objectLabels: managedBy };
  return {
    name,
    list,
    ...(objects && {
      objects: {
        into: (cluster) => objects.into(cluster),
        emit: (cluster, all) =>
          objects.emit(known(cluster), all.map(known)).map((manifest) => ({ manifest, ...origin })),
      },
    }),
    summarize(cluster) {
      const text = JSON.stringify(summarize(cluster));
      if (text === JSON.stringify(nothing)) return undefined;
      const copy: unknown = JSON.parse(text);
      return read(copy, `fleet capability ${name}: ${cluster.cluster.name}`);
    },
    emit: (clusters) => emit(clusters.map(known)),
  };
}

function isOf<S>(shape: Shape, value: unknown, path: string): value is S {
  return value !== undefined && shape(value, path) === undefined;
}
