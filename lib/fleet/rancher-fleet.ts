import { gitRepositoryShape, type GitRepository } from './git-repository';
import { dnsLabel } from './name-rules';
import { isPlainMap } from './is-plain-map';
import { countOrPercent, distinctBy, fields, flag, nonEmpty, oneOf, text, textMap, type Shape } from './shape';
import { teamRepositoriesShape, type TeamRepository } from './team-repository';

/** A Rancher Fleet that syncs a cluster from the cluster that manages it. */
export interface RancherFleetFacts {
  /** Tells the engines apart. */
  readonly engine: 'rancher-fleet';
  /** Where the committed trees are. */
  readonly repository: GitRepository;
  /** Workspace of the cluster: the namespace of its GitRepo, in the tree of the cluster that manages it. */
  readonly namespace: string;
  /** The cluster of the fleet that manages this one; left out for that one itself. */
  readonly syncedBy?: string;
  /** What Rancher Fleet calls the cluster: the name of its Cluster object; left out where it is the cluster's name. */
  readonly clusterName?: string;
  /** Secret in the workspace with what Git asks for; left out for a public repository. */
  readonly secretName?: string;
  /** Whether changes that others make in the cluster are undone. */
  readonly correctDrift: boolean;
  /** Repositories of teams that it syncs besides the tree; left out where there are none. */
  readonly teams?: readonly TeamRepository[];
  /** The clusters that it stands for; left out where it is one. */
  readonly group?: RancherClusterGroup;
}

/** How Rancher Fleet manages a cluster. */
export interface RancherFleetOptions {
  /** Where the committed trees are. */
  readonly repository: GitRepository;
  /**
   * The cluster of the fleet that manages this one: its tree gets the GitRepo.
   *
   * @default none: the cluster manages itself, as the one that Rancher Fleet is installed in
   */
  readonly syncedBy?: string;
  /** Workspace of the cluster. @default 'fleet-default', and 'fleet-local' for the cluster that manages itself */
  readonly namespace?: string;
  /** Name of the Cluster object in the workspace. @default the cluster's name, and 'local' for the one that manages itself */
  readonly clusterName?: string;
  /** Secret in the workspace with what Git asks for. @default none: the repository is public */
  readonly secretName?: string;
  /** Whether changes that others make in the cluster are undone: `spec.correctDrift` of the GitRepo. @default true */
  readonly correctDrift?: boolean;
  /** Repositories of teams that it syncs besides the tree, each into the namespace of its team. @default none */
  readonly teams?: readonly TeamRepository[];
  /**
   * Clusters that are all alike, such as those of shops, which have this one tree. Emitted as a ClusterGroup, which the
   * GitRepo aims at, and as `rolloutStrategy` of each Bundle.
   *
   * @default none: it is one cluster
   */
  readonly group?: RancherClusterGroup;
}

/** Clusters that are all alike, and how a change reaches them. */
export interface RancherClusterGroup {
  /** Labels of their Cluster objects. Emitted as `spec.selector.matchLabels` of the ClusterGroup. */
  readonly matchLabels: Readonly<Record<string, string>>;
  /** How many of them, or what share, may be unavailable or behind at once. @default '100%', Rancher Fleet's own */
  readonly maxUnavailable?: number | string;
  /** Parts that a change reaches one after the other, once all of the part before are ready. @default all at once */
  readonly partitions?: readonly RancherPartition[];
}

/** Clusters of a group that a change reaches together. */
export interface RancherPartition {
  readonly name: string;
  /** Labels of their Cluster objects. */
  readonly matchLabels: Readonly<Record<string, string>>;
  /** How many of them, or what share, may be unavailable at once. @default that of the group */
  readonly maxUnavailable?: number | string;
}

/** What is said of Rancher Fleet where nothing else is. */
export const rancherFleetDefaults = { engine: 'rancher-fleet', correctDrift: true } as const;

/** No labels would be all clusters of the workspace. */
const labels: Shape = (value, path) =>
  textMap(value, path) ??
  (isPlainMap(value) && Object.keys(value).length === 0
    ? { path, message: 'Required value: at least one label', fix: 'name a label of the Cluster objects' }
    : undefined);

/** How facts of Rancher Fleet are checked, as a file or plain JavaScript has them. */
export const rancherFleetShape = fields({
  engine: oneOf('rancher-fleet'),
  repository: gitRepositoryShape,
  'namespace?': dnsLabel,
  'syncedBy?': dnsLabel,
  'clusterName?': dnsLabel,
  'secretName?': text,
  'correctDrift?': flag,
  'group?': fields({
    matchLabels: labels,
    'maxUnavailable?': countOrPercent,
    'partitions?': distinctBy(
      nonEmpty(
        fields({ name: dnsLabel, matchLabels: labels, 'maxUnavailable?': countOrPercent }),
        'at least one partition',
      ),
      'name',
      'give each partition a name of its own',
    ),
  }),
  'teams?': teamRepositoriesShape,
});

/** Says that Rancher Fleet syncs a cluster. */
export function rancherFleet(options: RancherFleetOptions): RancherFleetFacts {
  return { ...rancherFleetDefaults, namespace: usualWorkspace(options), ...options };
}

/** The workspace that Rancher makes for clusters that it manages, and the one for its own. */
export function usualWorkspace({ syncedBy }: Pick<RancherFleetOptions, 'syncedBy'>): string {
  return syncedBy === undefined ? 'fleet-local' : 'fleet-default';
}
