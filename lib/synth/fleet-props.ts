import { Cluster } from '../fleet/cluster';
import type { Tier } from '../fleet/facts/environment';
import { assertWaves } from './fleet-waves';
import type { ArgoCdFacts } from '../fleet/argo-cd';
import { hasNotificationConfig } from '../fleet/argo-cd-notifications';
import { isHub, syncedBy, type GitOpsFacts } from '../fleet/git-ops-facts';
import { dnsLabel } from '../fleet/name-rules';
import { assertShape, reject } from '../fleet/reject';
import {
  fieldsOf,
  flag,
  mustBe,
  nonEmpty,
  notFound,
  oneOf,
  text,
  valueOr,
  type Shape,
  type ShapeProblem,
} from '../fleet/shape';
import { checkOptionsShape, type CheckOptions } from './check-cluster';
import type { TreeLayout } from './layout/file-path';

/** Which clusters a program renders, and where and how their trees are written. */
export interface FleetProps {
  /** All clusters that the program renders. */
  readonly clusters: readonly Cluster[];
  /**
   * Name of the app: its folder below the output folder, where one repository renders several.
   *
   * @default none: the tree stands in the output folder itself
   */
  readonly name?: string;
  /** Output folder, from the working directory. @default CDK8S_OUTDIR, or `dist` */
  readonly outdir?: string;
  /** One file an object, or one file a chart. @default 'file-per-object' */
  readonly layout?: TreeLayout;
  /** How the trees are checked before they are written; false for not at all. @default each cluster by its tier's profile */
  readonly checks?: CheckOptions | false;
  /**
   * Whether a synth tells on standard error what it did, in one line, and the warnings that did not stop it.
   *
   * @default true
   */
  readonly report?: boolean;
  /** Whether a picture of what may talk to what is written beside each inventory. @default false */
  readonly graphs?: boolean;
}

/** How errors name a fleet. */
export const fleetDeclared = { kind: 'Fleet', name: '' };

const clusterShape: Shape = (value, path) =>
  value instanceof Cluster
    ? undefined
    : mustBe(path, value, 'a Cluster', "write new Cluster('prod-euw1', { environment, kubernetesVersion })");

const propsShape = fieldsOf<FleetProps>({
  clusters: nonEmpty(clusterShape, 'at least one cluster'),
  'name?': dnsLabel,
  'outdir?': text,
  'layout?': oneOf('file-per-object', 'file-per-chart'),
  'checks?': valueOr(false, checkOptionsShape),
  'report?': flag,
  'graphs?': flag,
});

/** Refuses props that are no fleet. */
export function assertFleet(props: FleetProps): void {
  assertShape(fleetDeclared, propsShape, props);
  assertDistinct(props.clusters);
  for (const cluster of props.clusters) assertSyncable(cluster, props);
  for (const cluster of props.clusters) assertHub(cluster, props.clusters);
  assertWaves(fleetDeclared, props.clusters);
}

/** An engine syncs folders of the tree, and finds them where the repository has them. */
function assertSyncable({ name: cluster, gitOps }: Cluster, { name, layout = 'file-per-object' }: FleetProps): void {
  if (gitOps === undefined) return;
  const { engine, repository } = gitOps;
  if (layout !== 'file-per-object')
    reject(fleetDeclared, {
      path: 'layout',
      message: `Forbidden: ${engine} of cluster ${cluster} syncs a folder for each namespace, and "${layout}" has none`,
      fix: 'leave layout out',
    });
  const isFolderOfFleet = name === undefined || repository.path === name || repository.path.endsWith(`/${name}`);
  if (!isFolderOfFleet)
    reject(
      { ...fleetDeclared, cluster },
      {
        path: 'gitOps.repository.path',
        message: `Invalid value: "${repository.path}": the trees of fleet ${name} are in a folder of that name`,
        fix: `write "${repository.path}/${name}"`,
      },
    );
}

/** An engine that syncs another cluster runs in one of the fleet, and both mean the same engine. */
function assertHub({ name, gitOps }: Cluster, clusters: readonly Cluster[]): void {
  if (gitOps === undefined) return;
  const problem = hubProblem(gitOps, clusters);
  if (problem !== undefined) reject({ ...fleetDeclared, cluster: name }, problem);
}

function hubProblem(gitOps: GitOpsFacts, clusters: readonly Cluster[]): ShapeProblem | undefined {
  const by = syncedBy(gitOps);
  if (gitOps.engine === 'argo-cd' && (by === undefined ? gitOps.destination !== undefined : gitOps.hub))
    return {
      path: by === undefined ? 'gitOps.destination' : 'gitOps.hub',
      message: `Forbidden: Argo CD runs either in this cluster or in the one that "syncedBy" names`,
      fix: by === undefined ? 'write syncedBy, or leave destination out' : 'leave out hub or syncedBy',
    };
  if (gitOps.engine === 'argo-cd') {
    const problem = argoCdProblem(gitOps);
    if (problem !== undefined) return problem;
  }
  if (
    gitOps.engine === 'rancher-fleet' &&
    gitOps.group !== undefined &&
    (by === undefined || gitOps.clusterName !== undefined)
  )
    return {
      path: 'gitOps.group',
      message: 'Forbidden: a group stands for clusters that another one syncs, by their labels',
      fix: by === undefined ? 'write syncedBy, or leave group out' : 'leave out clusterName or group',
    };
  if (by === undefined) return undefined;
  const hubs = clusters.filter((each) => each.gitOps?.engine === gitOps.engine && isHub(each.gitOps));
  const hub = hubs.find(({ name }) => name === by)?.gitOps;
  if (hub === undefined && hubs.length > 0)
    return notFound(
      'gitOps.syncedBy',
      by,
      hubs.map(({ name }) => name),
    );
  if (hub === undefined)
    return {
      path: 'gitOps.syncedBy',
      message: `Not found: "${by}": no cluster of the fleet has a ${gitOps.engine} that syncs others`,
      fix:
        gitOps.engine === 'argo-cd'
          ? `give ${by} gitOps: argoCd({ hub: true, … })`
          : `give ${by} gitOps: rancherFleet({ … }), without syncedBy`,
    };
  if (gitOps.engine !== 'argo-cd') return undefined;
  const lost = ['hydrateTo', 'notifications'].find((field) => Object.hasOwn(gitOps, field));
  if (lost !== undefined && hub.engine === 'argo-cd' && hub.applicationSet)
    return {
      path: `gitOps.${lost}`,
      message: `Forbidden: the ApplicationSet of ${by} makes all Applications from one template`,
      fix:
        lost === 'notifications'
          ? `write it in the gitOps of ${by}`
          : `leave out applicationSet of ${by}, or hydrateTo`,
    };
  if (hub.namespace === gitOps.namespace) return undefined;
  return {
    path: 'gitOps.namespace',
    message: `Invalid value: "${gitOps.namespace}": the Argo CD of ${by} is in namespace "${hub.namespace}"`,
    fix: `write "${hub.namespace}"`,
  };
}

/** What one Argo CD cannot do at once, or what the one that syncs a cluster must say. */
function argoCdProblem({
  applicationSet,
  hydrateTo,
  notifications,
  syncedBy: by,
}: ArgoCdFacts): ShapeProblem | undefined {
  if (by !== undefined && applicationSet)
    return {
      path: 'gitOps.applicationSet',
      message: `Forbidden: the Argo CD of ${by} makes the Applications of this cluster`,
      fix: `write applicationSet in the gitOps of ${by}`,
    };
  if (by !== undefined && notifications !== undefined && hasNotificationConfig(notifications))
    return {
      path: 'gitOps.notifications',
      message: `Forbidden: the Argo CD of ${by} has services, triggers and templates`,
      fix: `write them in the gitOps of ${by}, and leave "subscriptions" here`,
    };
  if (hydrateTo !== undefined && applicationSet)
    return {
      path: 'gitOps.hydrateTo',
      message: 'Forbidden: an ApplicationSet of this library has no Source Hydrator',
      fix: 'leave out applicationSet or hydrateTo',
    };
  return undefined;
}

function assertDistinct(clusters: readonly Cluster[]): void {
  const names = new Set<string>();
  const tierOf = new Map<string, Tier>();
  for (const { name, environment } of clusters) {
    if (names.has(name))
      reject(fleetDeclared, {
        path: 'clusters',
        message: `Duplicate value: "${name}": each cluster has a name of its own`,
        fix: 'rename one of them',
      });
    names.add(name);
    if ((tierOf.get(environment.name) ?? environment.tier) !== environment.tier)
      reject(fleetDeclared, {
        path: 'clusters',
        message: `Duplicate value: the environment "${environment.name}": one is production, the other is not`,
        fix: 'give all of its clusters one Environment',
      });
    tierOf.set(environment.name, environment.tier);
  }
}
