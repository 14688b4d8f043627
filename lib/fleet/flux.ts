import { gitRepositoryShape, type GitRepository } from './git-repository';
import { minorVersion } from './minor-version';
import { fields, listOf, oneOf, text, textLike } from './shape';
import { teamRepositoriesShape, type TeamRepository } from './team-repository';

/** A Flux that syncs the cluster it runs in. */
export interface FluxFacts {
  /** Tells the engines apart. */
  readonly engine: 'flux';
  /** Minor version of Flux, such as `2.9`; left out where nothing is known of it. */
  readonly version?: string;
  /** Where the committed trees are. */
  readonly repository: GitRepository;
  /** Namespace of Flux, of its GitRepository and its Kustomizations. */
  readonly namespace: string;
  /** Secret in that namespace with what Git asks for; left out for a public repository. */
  readonly secretName?: string;
  /** The keys of SOPS, for files that it encrypted; left out where Flux decrypts none. */
  readonly decryption?: FluxDecryption;
  /** Repositories of teams that it syncs besides the tree; left out where there are none. */
  readonly teams?: readonly TeamRepository[];
  /** The artifact that it takes the tree from; left out where it clones Git. */
  readonly artifact?: OciArtifact;
  /** How the health of kinds is told that do not say it as Flux expects; left out where there are none. */
  readonly healthChecks?: readonly HealthCheck[];
}

/** A tree in a registry of container images. */
export interface OciArtifact {
  /** `oci://ghcr.io/acme/trees`, without tag or digest. */
  readonly url: string;
  /** A tag, such as `main`, or a digest, `sha256:…`. */
  readonly reference: string;
  /** Whose registry it is, where the identity of Flux's Pods opens it. @default 'generic' */
  readonly provider?: 'generic' | 'aws' | 'azure' | 'gcp';
  /** Secret in the namespace of Flux with the credentials of the registry. @default none */
  readonly secretName?: string;
  /** Who must have signed it. Emitted as `spec.verify`. @default nobody */
  readonly verify?: { readonly provider: 'cosign' | 'notation'; readonly secretName?: string };
}

/** How the health of a kind is told, in CEL over the object. */
export interface HealthCheck {
  readonly apiVersion: string;
  readonly kind: string;
  /** Holds where the object is as it should be. */
  readonly current: string;
  /** Holds where it has failed. @default never */
  readonly failed?: string;
  /** Holds while it becomes what it should be. @default where neither of the others holds */
  readonly inProgress?: string;
}

/** How Flux decrypts files that SOPS encrypted. */
export interface FluxDecryption {
  /** Secret in the namespace of Flux with the keys; left out where the identity of its Pods opens a key service. */
  readonly secretName?: string;
}

/** How Flux is installed in a cluster. */
export interface FluxOptions {
  /**
   * Minor version of Flux, such as `2.9`. From 2.9 on, fields that controllers decide at run time are left to them where the
   * tree has a first value: `spec.ignore` of the Kustomizations. The weights of a rollout by requests need it.
   *
   * @default none: nothing that only some versions can do
   */
  readonly version?: string;
  /** Where the committed trees are. */
  readonly repository: GitRepository;
  /** Namespace of Flux. @default 'flux-system' */
  readonly namespace?: string;
  /** Secret in that namespace with what Git asks for. @default none: the repository is public */
  readonly secretName?: string;
  /** The keys of SOPS. Emitted as `spec.decryption` of each Kustomization. @default none: Flux decrypts nothing */
  readonly decryption?: FluxDecryption;
  /** Repositories of teams that it syncs besides the tree, each into the namespace of its team. @default none */
  readonly teams?: readonly TeamRepository[];
  /**
   * The artifact that it takes the tree from, in place of Git: what `flux push artifact` has pushed of the root of the
   * repository. Emitted as an OCIRepository.
   *
   * @default none: it clones `repository`
   */
  readonly artifact?: OciArtifact;
  /**
   * How the health of custom resources is told that have no condition `Ready`. Emitted as `spec.healthCheckExprs` of the
   * Kustomizations that have such objects.
   *
   * @default those of the kinds that are known here: Rollouts, and databases of operators that report a state of their own
   */
  readonly healthChecks?: readonly HealthCheck[];
}

/** What an installation of Flux is where nothing else is said. */
export const fluxDefaults = { engine: 'flux', namespace: 'flux-system' } as const;

/** How facts of Flux are checked, as a file or plain JavaScript has them. */
export const fluxShape = fields({
  engine: oneOf('flux'),
  'version?': minorVersion({ major: 2, newest: 9 }),
  repository: gitRepositoryShape,
  'namespace?': text,
  'secretName?': text,
  'decryption?': fields({ 'secretName?': text }),
  'artifact?': fields({
    url: textLike(/^oci:\/\/[^\s@]+$/, 'the address of an artifact, such as "oci://ghcr.io/acme/trees"'),
    reference: textLike(/^[\w][\w.:-]*$/, 'a tag or a digest'),
    'provider?': oneOf('generic', 'aws', 'azure', 'gcp'),
    'secretName?': text,
    'verify?': fields({ provider: oneOf('cosign', 'notation'), 'secretName?': text }),
  }),
  'healthChecks?': listOf(
    fields({ apiVersion: text, kind: text, current: text, 'failed?': text, 'inProgress?': text }),
  ),
  'teams?': teamRepositoriesShape,
});

/** Whether its Kustomizations have rules of fields that it leaves alone (`spec.ignore`, kustomize-controller 1.9). */
export function ignoresFields({ version = '' }: FluxFacts): boolean {
  return Number(version.split('.')[1] ?? 0) >= 9;
}

/** Says that the Flux of a cluster syncs it. */
export function flux(options: FluxOptions): FluxFacts {
  return { ...fluxDefaults, ...options };
}
