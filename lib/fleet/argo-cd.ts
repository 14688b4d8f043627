import { gitRepositoryShape, type GitRepository } from './git-repository';
import { dnsLabel } from './name-rules';
import { fields, flag, oneOf, text } from './shape';

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
}

/** What an installation of Argo CD is where nothing else is said. */
export const argoCdDefaults = { engine: 'argo-cd', namespace: 'argocd', hub: false } as const;

/** How facts of Argo CD are checked, as a file or plain JavaScript has them. */
export const argoCdShape = fields({
  engine: oneOf('argo-cd'),
  repository: gitRepositoryShape,
  'namespace?': text,
  'hub?': flag,
  'syncedBy?': dnsLabel,
  'destination?': fields({ name: text }),
});

/** Says that the Argo CD of a cluster syncs it, or that of another one. */
export function argoCd(options: ArgoCdOptions): ArgoCdFacts {
  return { ...argoCdDefaults, ...options };
}
