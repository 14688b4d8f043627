import { gitRepositoryShape, type GitRepository } from './git-repository';
import { fields, oneOf, text } from './shape';

/** An Argo CD that syncs the cluster it runs in. */
export interface ArgoCdFacts {
  /** Tells the engines apart. */
  readonly engine: 'argo-cd';
  /** Where the committed trees are. */
  readonly repository: GitRepository;
  /** Namespace of Argo CD, of its Applications and AppProjects. */
  readonly namespace: string;
}

/** How Argo CD is installed in a cluster. */
export interface ArgoCdOptions {
  /** Where the committed trees are. Credentials are a Secret of Argo CD's own, outside the tree. */
  readonly repository: GitRepository;
  /** Namespace of Argo CD. @default 'argocd' */
  readonly namespace?: string;
}

/** What an installation of Argo CD is where nothing else is said. */
export const argoCdDefaults = { engine: 'argo-cd', namespace: 'argocd' } as const;

/** How facts of Argo CD are checked, as a file or plain JavaScript has them. */
export const argoCdShape = fields({ engine: oneOf('argo-cd'), repository: gitRepositoryShape, 'namespace?': text });

/** Says that the Argo CD of a cluster syncs it. */
export function argoCd(options: ArgoCdOptions): ArgoCdFacts {
  return { ...argoCdDefaults, ...options };
}
