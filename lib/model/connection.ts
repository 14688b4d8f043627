import type { PodsAt } from '../fleet/network-facts';
import type { LabelSelector } from '../manifest/objects/label-selector';
import type { ObjectOwner } from './object-owner';
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
  /** Pods of the platform, such as those of KEDA, where the cluster's facts say that they are. */
  | { readonly type: 'platform'; readonly name: string; readonly pods: PodsAt }
  /** A workload of another cluster: recorded here, resolved by the multi-cluster capability. */
  | { readonly type: 'remoteWorkload'; readonly cluster: string; readonly namespace: string; readonly name: string };

/** A workload of the same cluster. */
export interface WorkloadPeer {
  /** Tells peers apart. */
  readonly type: 'workload';
  /** The pods that it stands for. */
  readonly workload: WorkloadModel;
}

/** A service outside the cluster, by name. */
export interface ExternalServiceModel extends ObjectOwner {
  /** Name of the objects that a mesh gets for it. */
  readonly name: string;
  /** Namespace of these objects. */
  readonly namespace: string;
  /** DNS names; the first label may be `*`. */
  readonly hosts: readonly string[];
  /** Ports that it listens on. */
  readonly ports: readonly ExternalPortModel[];
  /** Addresses, where they are fixed and known. */
  readonly cidrs: readonly string[];
}

/** A port of a service outside the cluster. */
export interface ExternalPortModel {
  /** Name of the port: unique in its service. */
  readonly name: string;
  /** From 1 to 65535, over TCP. */
  readonly port: number;
  /** What is spoken there: a mesh looks into `http` and `grpc`, and tells hosts apart by SNI in `https` and `tls`. */
  readonly application: 'http' | 'https' | 'grpc' | 'tls' | 'tcp';
}

/** Container ports of the server: one by one, or a range. */
export interface ConnectionPort {
  /** Transport protocol. */
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  /** Container port, or the first of a range. */
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
  /** Who opens it. */
  readonly from: Peer;
  /** Who accepts it. */
  readonly to: Peer;
  /** Container ports of the server; every port when empty. */
  readonly ports: readonly ConnectionPort[];
  /** What may be asked there; anything when left out. Enforced by a mesh, never by a network policy alone. */
  readonly http?: readonly HttpRule[];
  /** Path of the construct that declared it. */
  readonly origin: string;
}
