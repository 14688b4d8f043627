import { compareText } from '../manifest/objects/compare-text';
import type { LocatedManifest } from '../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../manifest/objects/object-identity';
import { hostCopies } from './host-copies';
import { isLost, type Loss } from './loss';
import { clientsOf } from './clients-of';
import { replicasOfCopies, type ReplicaCount } from './replicas-of-copies';
import type { CommittedTree, Copy } from './surviving-tree';
import { hasOwnData, workloadCopies } from './workload-copies';

/**
 * `lost`: nothing of it is left. `degraded`: copies in other clusters are left. `unproved`: copies are left, and whether they
 * serve depends on what no tree says. `serves`: nothing of it was in what is lost.
 */
export type SurvivalStatus = 'lost' | 'unproved' | 'degraded' | 'serves';

/** What becomes of a workload. */
export interface WorkloadSurvival {
  readonly status: SurvivalStatus;
  readonly environment: string;
  /** A copy of it: one that is left, if any is. */
  readonly object: LocatedManifest;
  /** Clusters of the copies that are left. */
  readonly left: readonly string[];
  /** Clusters of those that are lost. */
  readonly lost: readonly string[];
  /** How many pods there were, and are; left out for what has no number of its own. */
  readonly replicas?: { readonly before: ReplicaCount; readonly after: ReplicaCount };
  /** What it depends on whether the copies serve, or what is lost with it. */
  readonly reasons: readonly string[];
  /** Workloads that are left and could reach it in a cluster that is lost, as policies have it; only where it is lost. */
  readonly clients: readonly string[];
}

/** What becomes of a host name that clients outside ask for. */
export interface HostSurvival {
  readonly status: SurvivalStatus;
  readonly environment: string;
  readonly host: string;
  readonly left: readonly string[];
  readonly lost: readonly string[];
}

/** A cluster that is left, to which no change comes any more. */
export interface Unsynced {
  readonly cluster: string;
  /** The lost cluster whose GitOps engine synced it. */
  readonly by: string;
}

/** What is lost, what is degraded, and what still serves. */
export interface Survival {
  readonly losses: readonly Loss[];
  /** Names of the clusters that are lost. */
  readonly clusters: readonly string[];
  readonly workloads: readonly WorkloadSurvival[];
  readonly hosts: readonly HostSurvival[];
  readonly unsynced: readonly Unsynced[];
  readonly assumptions: readonly string[];
}

const assumptions = [
  'clients are led to the clusters that are left, by DNS or a load balancer outside of them',
  'workloads of one namespace and name in the clusters of an environment do the same',
  'what may talk to what within the clusters that are left is what it was: "reach" lists it',
  'whether the clusters that are left have room for the load of the others is not looked at: "capacity" says what fits',
];

/** Answers from the committed trees of a fleet what is left of it without some clusters. */
export function survival(trees: readonly CommittedTree[], losses: readonly Loss[]): Survival {
  const gone = new Set(trees.filter((tree) => isLost(tree, losses)));
  const copies = workloadCopies(trees);
  const workloads = copies.map((each) => workloadSurvival(each, gone));
  const lostOnes = copies.filter((each) => each.every(({ tree }) => gone.has(tree)));
  const leftOnes = copies.filter((each) => each.some(({ tree }) => !gone.has(tree)));
  const clients = clientsOf(lostOnes, leftOnes);
  return {
    losses,
    clusters: [...gone].map(({ cluster }) => cluster).sort(compareText),
    workloads: workloads
      .map((each, index) => ({ ...each, clients: clients.get(copies[index] ?? []) ?? [] }))
      .sort(
        (one, other) =>
          compareText(one.environment, other.environment) || compareText(nameOf(one.object), nameOf(other.object)),
      ),
    hosts: hostCopies(trees)
      .map(({ environment, host, trees: serving }) => ({ environment, host, ...dividedBy(serving, gone) }))
      .map(({ left, lost, ...host }) => ({ ...host, status: statusOf(left, lost), left, lost }))
      .sort((one, other) => compareText(one.environment, other.environment) || compareText(one.host, other.host)),
    unsynced: trees.flatMap(({ cluster, syncedBy, ...tree }) => {
      const isLeft = ![...gone].some((each) => each.cluster === cluster && each.environment === tree.environment);
      const by = syncedBy !== undefined && [...gone].some((each) => each.cluster === syncedBy) ? syncedBy : undefined;
      return isLeft && by !== undefined ? [{ cluster, by }] : [];
    }),
    assumptions,
  };
}

function workloadSurvival(
  copies: readonly Copy[],
  gone: ReadonlySet<CommittedTree>,
): Omit<WorkloadSurvival, 'clients'> {
  const leftCopies = copies.filter(({ tree }) => !gone.has(tree));
  const lostCopies = copies.filter(({ tree }) => gone.has(tree));
  const [before, after] = [replicasOfCopies(copies), replicasOfCopies(leftCopies)];
  const { left, lost } = dividedBy(
    copies.map(({ tree }) => tree),
    gone,
  );
  const [shown] = [...leftCopies, ...copies];
  if (shown === undefined) throw new Error('a workload without a copy');
  const reasons = lostCopies.length === 0 ? [] : doubtsOf(lostCopies, leftCopies, after);
  const status = statusOf(left, lost);
  return {
    status: status === 'degraded' && reasons.length > 0 ? 'unproved' : status,
    environment: shown.tree.environment,
    object: shown.object,
    left,
    lost,
    ...(before !== undefined && after !== undefined && { replicas: { before, after } }),
    reasons,
  };
}

function doubtsOf(lost: readonly Copy[], left: readonly Copy[], after: ReplicaCount | undefined): readonly string[] {
  const reasons: string[] = [];
  if (lost.some(({ object }) => hasOwnData(object)))
    reasons.push(
      left.length === 0
        ? 'its data is lost with it, unless it is kept outside of the cluster'
        : 'each copy has data of its own: what the lost ones had is there only if something outside of the trees replicates it',
    );
  if (left.length > 0 && after?.maximum === 0) reasons.push('what is left is scaled to zero');
  else if (left.length > 0 && after?.minimum === 0) reasons.push('what is left may be scaled to zero when it is asked');
  return reasons;
}

function dividedBy(
  trees: readonly CommittedTree[],
  gone: ReadonlySet<CommittedTree>,
): { readonly left: readonly string[]; readonly lost: readonly string[] } {
  const names = (of: readonly CommittedTree[]) => [...new Set(of.map(({ cluster }) => cluster))].sort(compareText);
  return { left: names(trees.filter((tree) => !gone.has(tree))), lost: names(trees.filter((tree) => gone.has(tree))) };
}

function statusOf(left: readonly string[], lost: readonly string[]): SurvivalStatus {
  if (lost.length === 0) return 'serves';
  return left.length === 0 ? 'lost' : 'degraded';
}

function nameOf({ manifest }: LocatedManifest): string {
  return formatIdentity({ ...identityOf(manifest), group: '' });
}
