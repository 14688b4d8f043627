import { gitRepositoryShape, type GitRepository } from './git-repository';
import { fields, oneOf, text } from './shape';

/** A Flux that syncs the cluster it runs in. */
export interface FluxFacts {
  /** Tells the engines apart. */
  readonly engine: 'flux';
  /** Where the committed trees are. */
  readonly repository: GitRepository;
  /** Namespace of Flux, of its GitRepository and its Kustomizations. */
  readonly namespace: string;
  /** Secret in that namespace with what Git asks for; left out for a public repository. */
  readonly secretName?: string;
  /** The keys of SOPS, for files that it encrypted; left out where Flux decrypts none. */
  readonly decryption?: FluxDecryption;
}

/** How Flux decrypts files that SOPS encrypted. */
export interface FluxDecryption {
  /** Secret in the namespace of Flux with the keys; left out where the identity of its Pods opens a key service. */
  readonly secretName?: string;
}

/** How Flux is installed in a cluster. */
export interface FluxOptions {
  /** Where the committed trees are. */
  readonly repository: GitRepository;
  /** Namespace of Flux. @default 'flux-system' */
  readonly namespace?: string;
  /** Secret in that namespace with what Git asks for. @default none: the repository is public */
  readonly secretName?: string;
  /** The keys of SOPS. Emitted as `spec.decryption` of each Kustomization. @default none: Flux decrypts nothing */
  readonly decryption?: FluxDecryption;
}

/** What an installation of Flux is where nothing else is said. */
export const fluxDefaults = { engine: 'flux', namespace: 'flux-system' } as const;

/** How facts of Flux are checked, as a file or plain JavaScript has them. */
export const fluxShape = fields({
  engine: oneOf('flux'),
  repository: gitRepositoryShape,
  'namespace?': text,
  'secretName?': text,
  'decryption?': fields({ 'secretName?': text }),
});

/** Says that the Flux of a cluster syncs it. */
export function flux(options: FluxOptions): FluxFacts {
  return { ...fluxDefaults, ...options };
}
