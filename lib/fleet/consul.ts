import type { ConsulFacts } from './mesh-facts';

/** How Consul's service mesh is installed in a cluster: what is emitted for it follows from these. */
export interface ConsulOptions {
  /** Version of Consul on Kubernetes, such as `2.0`. */
  readonly version: string;
  /** Enterprise fields are refused on the community edition. @default 'community' */
  readonly edition?: ConsulFacts['edition'];
  /** Trust domain of the mesh's certificate authority. @default 'consul' */
  readonly trustDomain?: string;
  /** Namespace of the servers and the injector. @default 'consul', the chart's documented release namespace */
  readonly rootNamespace?: string;
  /** Whether the CNI plugin redirects traffic, so that pods need no NET_ADMIN. @default true */
  readonly cni?: boolean;
  /** Whether proxies are restartable init containers (`enable-consul-dataplane-as-sidecar`). @default false */
  readonly nativeSidecars?: boolean;
  /**
   * Name of the terminating gateway through which requests to external services leave the mesh, as under
   * `terminatingGateways.gateways` of the chart.
   *
   * @default none is installed
   */
  readonly terminatingGateway?: string;
  /** Names of the clusters that this one is peered with: those that exported workloads are exported to. @default none */
  readonly peers?: readonly string[];
  /** Where proxies send traces to, by the name that a MeshConfiguration calls it by. @default none */
  readonly collectors?: ConsulFacts['collectors'];
}

/** What an installation of Consul's service mesh is where nothing else is said. */
export const consulDefaults = {
  product: 'consul',
  edition: 'community',
  trustDomain: 'consul',
  rootNamespace: 'consul',
  cni: true,
  nativeSidecars: false,
  peers: [],
  collectors: {},
} as const;

/** Says that a cluster runs Consul's service mesh. */
export function consul(options: ConsulOptions): ConsulFacts {
  return { ...consulDefaults, ...options };
}
