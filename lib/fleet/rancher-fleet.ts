import { gitRepositoryShape, type GitRepository } from './git-repository';
import { dnsLabel } from './name-rules';
import { fields, flag, oneOf, text } from './shape';

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
}

/** What is said of Rancher Fleet where nothing else is. */
export const rancherFleetDefaults = { engine: 'rancher-fleet', correctDrift: true } as const;

/** How facts of Rancher Fleet are checked, as a file or plain JavaScript has them. */
export const rancherFleetShape = fields({
  engine: oneOf('rancher-fleet'),
  repository: gitRepositoryShape,
  'namespace?': dnsLabel,
  'syncedBy?': dnsLabel,
  'clusterName?': dnsLabel,
  'secretName?': text,
  'correctDrift?': flag,
});

/** Says that Rancher Fleet syncs a cluster. */
export function rancherFleet(options: RancherFleetOptions): RancherFleetFacts {
  return { ...rancherFleetDefaults, namespace: usualWorkspace(options), ...options };
}

/** The workspace that Rancher makes for clusters that it manages, and the one for its own. */
export function usualWorkspace({ syncedBy }: Pick<RancherFleetOptions, 'syncedBy'>): string {
  return syncedBy === undefined ? 'fleet-local' : 'fleet-default';
}
