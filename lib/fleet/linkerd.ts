import type { LinkerdFacts } from './mesh-facts';

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
  /** Whether proxies are restartable init containers. @default true, Linkerd's default since 2.20 */
  readonly nativeSidecars?: boolean;
}

/** What an installation of Linkerd is where nothing else is said. */
export const linkerdDefaults = {
  product: 'linkerd',
  trustDomain: 'cluster.local',
  rootNamespace: 'linkerd',
  cni: true,
  nativeSidecars: true,
} as const;

/** Says that a cluster runs Linkerd. */
export function linkerd(options: LinkerdOptions): LinkerdFacts {
  return { ...linkerdDefaults, ...options };
}
