import { gitRepositoryShape, type GitRepository } from './git-repository';
import { fields, oneOf, text } from './shape';
import { teamRepositoriesShape, type TeamRepository } from './team-repository';

const authentications = ['none', 'ssh', 'token', 'gcenode', 'gcpserviceaccount', 'githubapp', 'cookiefile'] as const;

/** A Config Sync that syncs the cluster it runs in. */
export interface ConfigSyncFacts {
  /** Tells the engines apart. */
  readonly engine: 'config-sync';
  /** Where the committed trees are. */
  readonly repository: GitRepository;
  /** Namespace of Config Sync and of its RootSyncs: it looks nowhere else. */
  readonly namespace: 'config-management-system';
  /** How it authenticates to Git: `spec.git.auth` of a RootSync. */
  readonly auth: (typeof authentications)[number];
  /** Secret in `config-management-system` with what Git asks for. */
  readonly secretName?: string;
  /** E-mail of the Google service account, for `gcpserviceaccount`. */
  readonly gcpServiceAccountEmail?: string;
  /** Repositories of teams that it syncs besides the tree; left out where there are none. */
  readonly teams?: readonly TeamRepository[];
}

/** How Config Sync is installed in a cluster. */
export interface ConfigSyncOptions {
  /** Where the committed trees are. */
  readonly repository: GitRepository;
  /** How it authenticates to Git. @default 'none': the repository is public */
  readonly auth?: ConfigSyncFacts['auth'];
  /** Secret in `config-management-system` with what Git asks for. @default none */
  readonly secretName?: string;
  /** E-mail of the Google service account, for `gcpserviceaccount`. @default none */
  readonly gcpServiceAccountEmail?: string;
  /** Repositories of teams that it syncs besides the tree, each into the namespace of its team. @default none */
  readonly teams?: readonly TeamRepository[];
}

/** What an installation of Config Sync is where nothing else is said. */
export const configSyncDefaults = {
  engine: 'config-sync',
  namespace: 'config-management-system',
  auth: 'none',
} as const;

/** How facts of Config Sync are checked, as a file or plain JavaScript has them. */
export const configSyncShape = fields({
  engine: oneOf('config-sync'),
  repository: gitRepositoryShape,
  'namespace?': oneOf('config-management-system'),
  'auth?': oneOf(...authentications),
  'secretName?': text,
  'gcpServiceAccountEmail?': text,
  'teams?': teamRepositoriesShape,
});

/** Says that the Config Sync of a cluster syncs it. */
export function configSync(options: ConfigSyncOptions): ConfigSyncFacts {
  return { ...configSyncDefaults, ...options };
}
