import type { ClusterFacts } from '../fleet/cluster-facts';
import type { Connection, ConnectionPort, ExternalServiceModel, HttpRule } from '../model/connection';
import type { MeshPolicy, MeshSettings, MutualTlsMode } from '../model/mesh-policy';
import type { NamespaceModel } from '../model/namespace-model';
import type { ObjectOwner } from '../model/object-owner';
import type { RouteMatch, TrafficPolicy } from '../model/traffic-policy';
import type { WorkloadModel } from '../model/workload-model';
import type { ServedPort } from './routed-ports';

/** What a cluster's mesh must do: every intent with its defaults filled in, names final. Backends turn it into manifests. */
export interface MeshModel {
  readonly cluster: ClusterFacts;
  /** What holds for the whole mesh. */
  readonly settings: ResolvedMeshSettings;
  readonly namespaces: readonly MeshNamespace[];
  readonly workloads: readonly MeshWorkload[];
  /** Services outside the cluster that some workload may talk to. */
  readonly externals: readonly ExternalAccess[];
}

export interface ResolvedMeshSettings extends Required<Pick<MeshSettings, 'mutualTls'>> {
  readonly accessLogs?: MeshSettings['accessLogs'];
  readonly tracing?: MeshSettings['tracing'];
  /** What the user said; left out where each namespace's isolation decides. */
  readonly egress?: MeshSettings['egress'];
  readonly onUnsupported: 'error' | 'warn';
  /** Chart and construct that mesh-wide objects come from; left out where no chart of the tree owns the mesh's settings. */
  readonly owner?: ObjectOwner;
}

/** A namespace with workloads of the mesh. */
export interface MeshNamespace {
  readonly namespace: NamespaceModel;
  readonly workloads: readonly MeshWorkload[];
  readonly mutualTls: MutualTlsMode;
  /** Whether its pods may only talk to hosts that the tree declares. */
  readonly declaredEgressOnly: boolean;
}

export interface MeshWorkload {
  readonly workload: WorkloadModel;
  readonly mutualTls: MutualTlsMode;
  /** Container ports that accept unencrypted requests although the workload is strict. */
  readonly permissivePorts: readonly number[];
  /** Who may ask it for what; left out where its namespace is not isolated: then nobody is refused. */
  readonly authorization?: AuthorizationModel;
  /** Workloads that it may talk to. */
  readonly servers: readonly WorkloadModel[];
  /** What else it may talk to, external services aside: namespaces, addresses, the API server. */
  readonly outbound: readonly Connection[];
  readonly proxy: Pick<MeshPolicy, 'proxyResources' | 'drain'> & { readonly onUnsupported: 'error' | 'warn' };
  readonly exported: boolean;
  /** How requests to its Service are treated; left out where nothing was said. */
  readonly traffic?: TrafficModel;
}

/** Everything that no rule allows is refused. */
export interface AuthorizationModel {
  readonly rules: readonly AuthorizationRule[];
}

/** Some clients, the container ports on which they may connect, and what they may ask there. */
export interface AuthorizationRule {
  readonly clients: readonly MeshClient[];
  /** Every port when empty. */
  readonly ports: readonly ConnectionPort[];
  /** Anything when left out. */
  readonly http?: readonly HttpRule[];
  readonly origin: string;
}

export type MeshClient =
  | { readonly type: 'serviceAccount'; readonly namespace: string; readonly name: string }
  | { readonly type: 'namespace'; readonly namespace: string }
  /** Addresses: clients outside the mesh, without an identity. */
  | { readonly type: 'cidr'; readonly cidr: string; readonly except: readonly string[] }
  /** Clients outside the mesh, such as pods that are not enrolled: they have neither an identity nor addresses that are known. */
  | { readonly type: 'unmeshedPods'; readonly description: string };

/** The traffic policy of one Service, on the one port that it is about. */
export interface TrafficModel {
  readonly workload: WorkloadModel;
  /** Name of the Service, in the workload's namespace. */
  readonly service: string;
  /** The Service ports that routes are about: those that speak HTTP or gRPC, or all where none does. */
  readonly ports: readonly ServedPort[];
  /** What the user said; each field a backend must express or refuse. */
  readonly policy: Omit<TrafficPolicy, 'split' | 'routes' | 'mirror'>;
  /** Where requests go, first match first; the last one matches everything. */
  readonly routes: readonly RouteModel[];
  readonly mirror?: { readonly service: ServiceDestination; readonly percent: number };
  /** The rollout that shares the requests that stay with the workload between two versions of it; left out where none does. */
  readonly rollout?: { readonly origin: string };
  /** For each field that was set: what happens where a backend cannot express it. */
  readonly onUnsupported: ReadonlyMap<string, 'error' | 'warn'>;
  readonly origin: string;
}

export interface RouteModel {
  /** Everything when left out. */
  readonly match?: RouteMatch;
  readonly destinations: readonly (ServiceDestination & { readonly weight: number })[];
}

export interface ServiceDestination {
  readonly workload: WorkloadModel;
  readonly service: string;
  readonly namespace: string;
  /** Its port for the requests of each port of the routed Service, by the name of that one (see `destination-port.ts`). */
  readonly counterparts: ReadonlyMap<string, ServedPort>;
}

export interface ExternalAccess {
  readonly service: ExternalServiceModel;
  readonly clients: readonly WorkloadModel[];
}
