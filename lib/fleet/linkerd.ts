import { assertMeshOptions, everyMesh, everyMeshOptions } from './every-mesh';
import { minorVersion } from './minor-version';
import { fields, fieldsOf } from './shape';

/** An installation of Linkerd: a proxy in every pod, routes of the Gateway API, policies of its own. */
export interface LinkerdFacts {
  /** Tells the meshes apart. */
  readonly product: 'linkerd';
  /** Minor version, such as `2.20`. */
  readonly version: string;
  /** Last part of every identity, `<serviceAccount>.<namespace>.serviceaccount.identity.<rootNamespace>.<trustDomain>`. */
  readonly trustDomain: string;
  /** Namespace of the control plane. */
  readonly rootNamespace: string;
  /** Whether the CNI plugin sets up redirection, so that pods need no NET_ADMIN. */
  readonly cni: boolean;
  /** Whether proxies run as restartable init containers; the facts of a cluster say it by its Kubernetes version, never `auto`. */
  readonly nativeSidecars: boolean | 'auto';
}

/** How Linkerd is installed in a cluster: what is emitted for it follows from these. */
export interface LinkerdOptions {
  /** Version, such as `2.20`. */
  readonly version: string;
  /** Trust domain of workload identities (`identityTrustDomain`). @default 'cluster.local', Linkerd's default */
  readonly trustDomain?: string;
  /** Namespace of the control plane. @default 'linkerd', Linkerd's default */
  readonly rootNamespace?: string;
  /** Whether the CNI plugin redirects traffic, so that pods need no NET_ADMIN. @default true */
  readonly cni?: boolean;
  /** Whether proxies are restartable init containers. @default 'auto': from Linkerd 2.20 on */
  readonly nativeSidecars?: boolean | 'auto';
}

/** What an installation of Linkerd is where nothing else is said. */
export const linkerdDefaults = {
  product: 'linkerd',
  trustDomain: 'cluster.local',
  rootNamespace: 'linkerd',
  cni: true,
  nativeSidecars: 'auto',
} as const;

/** How facts of Linkerd are checked, as a file or plain JavaScript has them. */
export const linkerdShape = fields(everyMesh);

/** Which versions `linkerd` takes. */
export const linkerdVersion = minorVersion({ major: 2, newest: 20 });

const optionsShape = fieldsOf<LinkerdOptions>({ ...everyMeshOptions, version: linkerdVersion });

/** Says that a cluster runs Linkerd. Throws for a version that there is none of, and for names that cannot be. */
export function linkerd(options: LinkerdOptions): LinkerdFacts {
  assertMeshOptions('linkerd', optionsShape, options);
  return { ...linkerdDefaults, ...options };
}
