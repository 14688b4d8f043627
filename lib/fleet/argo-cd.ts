import { notificationsShape, type ArgoCdNotifications } from './argo-cd-notifications';
import { syncWindowFacts, syncWindowShape, type SyncWindow, type SyncWindowFact } from './argo-cd-sync-window';
import { gitRepositoryShape, gitRevision, type GitRepository } from './git-repository';
import { dnsLabel } from './name-rules';
import { fields, flag, listOf, oneOf, text } from './shape';
import { teamRepositoriesShape, type TeamRepository } from './team-repository';

/** An Argo CD that syncs the cluster it runs in, or that of another cluster which syncs this one. */
export interface ArgoCdFacts {
  /** Tells the engines apart. */
  readonly engine: 'argo-cd';
  /** Where the committed trees are. */
  readonly repository: GitRepository;
  /** Namespace of Argo CD, of its Applications and AppProjects. */
  readonly namespace: string;
  /** Whether it syncs other clusters of the fleet, too. */
  readonly hub: boolean;
  /** The cluster of the fleet whose Argo CD syncs this one; left out where its own does. */
  readonly syncedBy?: string;
  /** What that Argo CD calls this cluster; left out where it is the cluster's name. */
  readonly destination?: { readonly name: string };
  /** Whether an ApplicationSet makes the Applications. */
  readonly applicationSet: boolean;
  /** Where the Source Hydrator puts what is synced; left out where Argo CD syncs what is committed. */
  readonly hydrateTo?: HydrateTo;
  /** Who hears what of its Applications; left out where nobody is told. */
  readonly notifications?: ArgoCdNotifications;
  /** When it may sync; left out where it may always. */
  readonly syncWindows?: readonly SyncWindowFact[];
  /** Repositories of teams that it syncs besides the tree; left out where there are none. */
  readonly teams?: readonly TeamRepository[];
}

/** The branch that the Source Hydrator writes, and that Argo CD syncs. */
export interface HydrateTo {
  /** Emitted as `spec.sourceHydrator.syncSource.targetBranch`. */
  readonly branch: string;
  /**
   * The branch that it writes first, for a pull request to `branch`. Emitted as `spec.sourceHydrator.hydrateTo.targetBranch`.
   *
   * @default none: it writes `branch` itself
   */
  readonly stagingBranch?: string;
}

/** How Argo CD is installed in a cluster, or which one syncs it. */
export interface ArgoCdOptions {
  /** Where the committed trees are. Credentials are a Secret of Argo CD's own, outside the tree. */
  readonly repository: GitRepository;
  /** Namespace of Argo CD. @default 'argocd' */
  readonly namespace?: string;
  /**
   * Whether it syncs other clusters of the fleet, too: those that say so by `syncedBy`. Their Applications and AppProjects
   * join the tree of this one.
   *
   * @default false
   */
  readonly hub?: boolean;
  /**
   * The cluster of the fleet whose Argo CD syncs this one: it is a `hub`, and knows this cluster by a Secret of its own,
   * outside the tree.
   *
   * @default none: Argo CD runs in this cluster
   */
  readonly syncedBy?: string;
  /** What that Argo CD calls this cluster: `name` in its Secret. @default the cluster's name */
  readonly destination?: { readonly name: string };
  /**
   * Whether one ApplicationSet makes the Applications, from a list of the folders: of this cluster, and of those that it
   * syncs. Where folders wait for others, that is by steps of a RollingSync, under which Argo CD heals nothing by itself.
   *
   * @default false: an Application for each folder is in the tree
   */
  readonly applicationSet?: boolean;
  /**
   * Where the Source Hydrator puts what is synced, so that a commit reaches this cluster by a branch of its own. Emitted as
   * `spec.sourceHydrator` of the Applications, besides that of all Applications.
   *
   * @default none: Argo CD syncs what is committed
   */
  readonly hydrateTo?: HydrateTo;
  /** Who hears what of its Applications. @default nobody */
  readonly notifications?: ArgoCdNotifications;
  /** When it may sync. Emitted as `spec.syncWindows` of the AppProjects. @default always */
  readonly syncWindows?: readonly SyncWindow[];
  /** Repositories of teams that it syncs besides the tree, each into the namespace of its team. @default none */
  readonly teams?: readonly TeamRepository[];
}

/** What an installation of Argo CD is where nothing else is said. */
export const argoCdDefaults = { engine: 'argo-cd', namespace: 'argocd', hub: false, applicationSet: false } as const;

/** How facts of Argo CD are checked, as a file or plain JavaScript has them. */
export const argoCdShape = fields({
  engine: oneOf('argo-cd'),
  repository: gitRepositoryShape,
  'namespace?': text,
  'hub?': flag,
  'syncedBy?': dnsLabel,
  'destination?': fields({ name: text }),
  'applicationSet?': flag,
  'hydrateTo?': fields({ branch: gitRevision, 'stagingBranch?': gitRevision }),
  'notifications?': notificationsShape,
  'syncWindows?': listOf(syncWindowShape),
  'teams?': teamRepositoriesShape,
});

/** Says that the Argo CD of a cluster syncs it, or that of another one. */
export function argoCd(options: ArgoCdOptions | (Partial<ArgoCdFacts> & Pick<ArgoCdFacts, 'repository'>)): ArgoCdFacts {
  const { syncWindows, ...others } = { ...options };
  return {
    ...argoCdDefaults,
    ...others,
    ...(syncWindows === undefined ? {} : { syncWindows: syncWindowFacts(syncWindows) }),
  };
}
