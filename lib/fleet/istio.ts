import type { IstioFacts } from './mesh-facts';

export interface IstioOptions {
  /** `sidecar`: a proxy in every pod. `ambient`: a proxy on every node, waypoints for layer 7. @default 'sidecar' */
  readonly mode?: IstioFacts['mode'];
  /** Minor version, such as `1.30`. */
  readonly version: string;
  /** `meshConfig.trustDomain`. @default 'cluster.local', Istio's default */
  readonly trustDomain?: string;
  /** `meshConfig.rootNamespace`. @default 'istio-system', Istio's default */
  readonly rootNamespace?: string;
  /** Revision or tag for the namespace label `istio.io/rev`. @default none: `istio-injection: enabled` */
  readonly revision?: string;
  /** Whether the CNI node agent redirects traffic, so that pods need no NET_ADMIN. @default true */
  readonly cni?: boolean;
  /** Whether proxies are restartable init containers. @default true, as `auto` has it on every supported Kubernetes version */
  readonly nativeSidecars?: boolean;
  /** Names under `meshConfig.extensionProviders`, for tracing and access logs. @default none */
  readonly extensionProviders?: readonly string[];
}

/** Says that a cluster runs Istio. */
export function istio(options: IstioOptions): IstioFacts {
  return {
    product: 'istio',
    mode: 'sidecar',
    trustDomain: 'cluster.local',
    rootNamespace: 'istio-system',
    cni: true,
    nativeSidecars: true,
    extensionProviders: [],
    ...options,
  };
}
