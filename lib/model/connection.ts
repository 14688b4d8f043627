import type { LabelSelector } from '../manifest/label-selector';
import type { WorkloadModel } from './workload-model';

/** One end of a connection. */
export type Peer =
  | WorkloadPeer
  /** Every workload of a namespace. */
  | { readonly type: 'namespace'; readonly namespace: string }
  /** Every pod of the namespaces with these labels. */
  | { readonly type: 'namespaces'; readonly selector: LabelSelector }
  /** Addresses outside the cluster. */
  | { readonly type: 'cidr'; readonly cidr: string; readonly except: readonly string[] }
  /** A service outside the cluster, by DNS name. */
  | { readonly type: 'external'; readonly service: ExternalServiceModel }
  | { readonly type: 'apiServer' }
  | { readonly type: 'dns' }
  /** The ingress controller or gateway of a class. */
  | { readonly type: 'ingress'; readonly className: string }
  | { readonly type: 'monitoring' }
  /** A workload of another cluster: recorded here, resolved by the multi-cluster capability. */
  | { readonly type: 'remoteWorkload'; readonly cluster: string; readonly namespace: string; readonly name: string };

export interface WorkloadPeer {
  readonly type: 'workload';
  readonly workload: WorkloadModel;
}

export interface ExternalServiceModel {
  readonly name: string;
  readonly namespace: string;
  /** DNS names; the first label may be `*`. */
  readonly hosts: readonly string[];
  readonly ports: readonly ExternalPortModel[];
  /** Addresses, where they are fixed and known. */
  readonly cidrs: readonly string[];
  readonly origin: string;
}

export interface ExternalPortModel {
  readonly name: string;
  readonly port: number;
  readonly application: 'http' | 'https' | 'grpc' | 'tls' | 'tcp';
}

/** Container ports of the server: one by one, or a range. */
export interface ConnectionPort {
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly port: number;
  /** Last port of a range; the same as `port` when left out. */
  readonly endPort?: number;
}

/** What a client may ask of an HTTP or gRPC server; several fields of one rule must all hold. */
export interface HttpRule {
  /** HTTP methods in capitals; any method when left out. */
  readonly methods?: readonly string[];
  /** Paths: exact, or every path below when they end in `/*`; any path when left out. */
  readonly paths?: readonly string[];
}

/** One thing that may talk to another. At least one end is a workload of the cluster. */
export interface Connection {
  readonly from: Peer;
  readonly to: Peer;
  /** Container ports of the server; every port when empty. */
  readonly ports: readonly ConnectionPort[];
  /** What may be asked there; anything when left out. Enforced by a mesh, never by a network policy alone. */
  readonly http?: readonly HttpRule[];
  /** Path of the construct that declared it. */
  readonly origin: string;
}
