import { assertMeshOptions, everyMesh, everyMeshOptions } from './every-mesh';
import { minorVersion } from './minor-version';
import type { PodsAt } from './network-facts';
import { podsAt } from './pods-at-shape';
import { fields, fieldsOf, listOf, mapOf, oneOf, portNumber, text } from './shape';

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

const options = {
  'edition?': oneOf('community', 'enterprise'),
  'terminatingGateway?': text,
  'peers?': listOf(text),
  'collectors?': mapOf(fields({ host: text, port: portNumber, pods: fields({ ...podsAt, port: portNumber }) })),
} as const;

/** How facts of Consul are checked, as a file or plain JavaScript has them. */
export const consulShape = fields({ ...everyMesh, ...options });

/** Which versions `consul` takes. */
export const consulVersion = minorVersion({ major: 2, newest: 0 });

const optionsShape = fieldsOf<ConsulOptions>({ ...everyMeshOptions, version: consulVersion, ...options });

/** Says that a cluster runs Consul's service mesh. Throws for a version that there is none of, and for names that cannot be. */
export function consul(options: ConsulOptions): ConsulFacts {
  assertMeshOptions('consul', optionsShape, options);
  return { ...consulDefaults, ...options };
}
