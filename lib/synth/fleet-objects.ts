import { describeCluster } from '../fleet/describe-cluster';
import type { Cluster } from '../fleet/cluster';
import { compareText } from '../manifest/objects/compare-text';
import type { JsonObject } from '../manifest/objects/json';
import type { EmittedManifest } from '../model/capability';
import type { ListedFleetCapability } from '../model/fleet-capability';
import { clusterFolder } from './layout/file-path';
import { sha256 } from './writer/sha256';
import { summaryOf, type ClusterHead, type ClusterName } from './writer/written-clusters';

/** What fleet capabilities put into the tree of one cluster. */
export interface FleetObjectsOf {
  readonly manifests: readonly EmittedManifest[];
  /** By capability, as the inventory keeps it. */
  readonly digests: JsonObject;
}

/** Whether some fleet capability may put objects into the tree of a cluster. */
export function mayHoldFleetObjects(cluster: Cluster, fleet: readonly ListedFleetCapability[]): boolean {
  return fleet.some(({ objects }) => objects?.into(cluster) === true);
}

/** A cluster of this synth, as its inventory will say it. */
export function headOf(cluster: Cluster, summaries: JsonObject): ClusterHead {
  return { environment: cluster.environment.name, cluster: cluster.name, facts: describeCluster(cluster), summaries };
}

/** The objects that follow for a cluster from what is known of all. */
export function fleetObjectsOf(
  cluster: Cluster,
  heads: readonly ClusterHead[],
  fleet: readonly ListedFleetCapability[],
): FleetObjectsOf {
  const name = { environment: cluster.environment.name, cluster: cluster.name };
  const found = fleet
    .filter(({ objects }) => objects?.into(cluster) === true)
    .map((capability) => ({ name: capability.name, manifests: emitFor(capability, name, heads) }));
  return {
    manifests: found.flatMap(({ manifests }) => manifests),
    digests: Object.fromEntries(found.map((each) => [each.name, digestOf(each.manifests)])),
  };
}

/**
 * Clusters that keep their trees as they are, although fleet capabilities would put something else into them now.
 *
 * @param others what inventories say of the clusters that this synth leaves alone
 */
export function assertUpToDate(
  others: readonly ClusterHead[],
  heads: readonly ClusterHead[],
  fleet: readonly ListedFleetCapability[],
): void {
  const problems = others.flatMap((head) =>
    fleet.flatMap((capability) => {
      const written = head.fleetObjects?.[capability.name];
      if (written === undefined || written === digestOf(emitFor(capability, head, heads))) return [];
      const { tree } = summaryOf(capability.name, head);
      return `${tree}: what the capability ${capability.name} puts there follows from other clusters, and has changed\n  fix:  synthesize ${head.cluster}, too`;
    }),
  );
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

function emitFor(
  capability: ListedFleetCapability,
  { environment, cluster }: ClusterName,
  heads: readonly ClusterHead[],
): readonly EmittedManifest[] {
  const sorted = [...heads].sort(
    (a, b) => compareText(a.environment, b.environment) || compareText(a.cluster, b.cluster),
  );
  const all = sorted.map((head) => summaryOf(capability.name, head));
  const own = all.find(({ tree }) => tree === clusterFolder(environment, cluster));
  return own === undefined ? [] : (capability.objects?.emit(own, all) ?? []);
}

function digestOf(manifests: readonly EmittedManifest[]): string {
  return sha256(JSON.stringify(manifests.map(({ manifest }) => manifest)));
}
