import { gitRepositoryShape, type GitRepository } from './git-repository';
import { dnsLabel } from './name-rules';
import { distinctBy, fields, listOf, text, type Shape } from './shape';

/** A repository of a team's own, which the engine syncs into the team's namespace, with the rights of the team alone. */
export interface TeamRepository {
  /** Namespace of the team, which is in the tree: `Tenant` makes one. */
  readonly namespace: string;
  /** Where the team keeps its manifests: `path` is their folder. */
  readonly repository: GitRepository;
  /**
   * ServiceAccount that the objects are applied as: of the namespace for Argo CD and Flux, of the namespace of its agent for
   * Rancher Fleet. Config Sync has an account of its own for each namespace.
   *
   * @default 'deployer', that of `Tenant`; none for Rancher Fleet, which then keeps to the namespace alone
   */
  readonly serviceAccount?: string;
  /** ClusterRole that the account of Config Sync is bound to in the namespace; others bind theirs themselves. @default 'edit' */
  readonly clusterRole?: string;
  /** Secret with what Git asks for: in the namespace for Flux and Config Sync, in the workspace for Rancher Fleet. @default none */
  readonly secretName?: string;
}

/** How repositories of teams are checked: one for each namespace. */
export const teamRepositoriesShape: Shape = distinctBy(
  listOf(
    fields({
      namespace: dnsLabel,
      repository: gitRepositoryShape,
      'serviceAccount?': text,
      'clusterRole?': text,
      'secretName?': text,
    }),
  ),
  'namespace',
  'give each repository a namespace of its own',
);

/** Account that `Tenant` makes for the objects of a team. */
export const deployerName = 'deployer';
