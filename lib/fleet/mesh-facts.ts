import type { PodsAt } from './network-facts';

/** The service mesh of a cluster: decides which kinds and API versions are emitted, and what must be refused. */
export type MeshFacts = IstioFacts | LinkerdFacts | ConsulFacts;

export interface IstioFacts {
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
  /** Names under `meshConfig.extensionProviders`. */
  readonly extensionProviders: readonly string[];
}

export interface LinkerdFacts {
  readonly product: 'linkerd';
  readonly version: string;
  readonly trustDomain: string;
  /** Namespace of the control plane. */
  readonly rootNamespace: string;
  readonly cni: boolean;
  readonly nativeSidecars: boolean;
}

export interface ConsulFacts {
  readonly product: 'consul';
  readonly version: string;
  readonly edition: 'community' | 'enterprise';
  readonly trustDomain: string;
  /** Namespace of the Consul servers and the injector. */
  readonly rootNamespace: string;
  readonly cni: boolean;
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
  readonly port: number;
  /** Its pods, which the network policies of the mesh's pods let them reach, on their own port. */
  readonly pods: PodsAt & { readonly port: number };
}
