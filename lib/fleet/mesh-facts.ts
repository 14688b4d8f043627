import type { PodsAt } from './network-facts';

/** The service mesh of a cluster: decides which kinds and API versions are emitted, and what must be refused. */
export type MeshFacts = IstioFacts | LinkerdFacts | ConsulFacts;

/** An installation of Istio: whether proxies run beside pods or on nodes, and which fields its version reads. */
export interface IstioFacts {
  /** Tells the meshes apart. */
  readonly product: 'istio';
  /** `sidecar`: a proxy in every pod. `ambient`: a proxy on every node, waypoints for layer 7. */
  readonly mode: 'sidecar' | 'ambient';
  /** Minor version, such as `1.30`. */
  readonly version: string;
  /** First part of every identity, `spiffe://<trustDomain>/…`. */
  readonly trustDomain: string;
  /** Namespace of istiod and of mesh-wide policies. */
  readonly rootNamespace: string;
  /** Revision that namespaces are labelled with (`istio.io/rev`); `istio-injection: enabled` when left out. */
  readonly revision?: string;
  /** Whether the Istio CNI plugin sets up redirection, so that pods need no NET_ADMIN. */
  readonly cni: boolean;
  /** Whether proxies run as restartable init containers. */
  readonly nativeSidecars: boolean;
  /** `meshConfig.outboundTrafficPolicy.mode`: whether proxies send what they do not know. Left out, `ALLOW_ANY`. */
  readonly outboundTrafficPolicy?: 'ALLOW_ANY' | 'REGISTRY_ONLY';
  /** Names under `meshConfig.extensionProviders`. */
  readonly extensionProviders: readonly string[];
}

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
  /** Whether proxies run as restartable init containers. */
  readonly nativeSidecars: boolean;
}

/** An installation of Consul's service mesh: its edition decides which fields it takes, its gateways and peers what is beyond the cluster. */
export interface ConsulFacts {
  /** Tells the meshes apart. */
  readonly product: 'consul';
  /** Version of Consul on Kubernetes, such as `2.0`. */
  readonly version: string;
  /** Fields of Consul Enterprise are refused on `community`. */
  readonly edition: 'community' | 'enterprise';
  /** First part of every identity, `spiffe://<trustDomain>/…`. */
  readonly trustDomain: string;
  /** Namespace of the Consul servers and the injector. */
  readonly rootNamespace: string;
  /** Whether the CNI plugin sets up redirection, so that pods need no NET_ADMIN. */
  readonly cni: boolean;
  /** Whether proxies run as restartable init containers. */
  readonly nativeSidecars: boolean;
  /** The gateway through which requests leave the mesh; left out where none is installed. */
  readonly terminatingGateway?: string;
  /** Names of the clusters that it is peered with. */
  readonly peers: readonly string[];
  /** Where proxies send traces to, by the name that a MeshConfiguration calls it by. */
  readonly collectors: Readonly<Record<string, CollectorFacts>>;
}

/** Something that takes traces as Zipkin does (`POST /api/v2/spans`). */
export interface CollectorFacts {
  /** Name of its Service, as pods resolve it: `collector.observability.svc.cluster.local`. */
  readonly host: string;
  /** Port of that Service. */
  readonly port: number;
  /** Its pods, which the network policies of the mesh's pods let them reach, on their own port. */
  readonly pods: PodsAt & { readonly port: number };
}
