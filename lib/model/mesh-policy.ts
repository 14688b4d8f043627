import type { Duration } from 'cdk8s';
import { IntentSort } from './intent-sort';
import type { ObjectOwner } from './object-owner';
import type { WorkloadModel } from './workload-model';

/** Whether unencrypted requests are refused (`strict`) or accepted beside encrypted ones (`permissive`). */
export type MutualTlsMode = 'strict' | 'permissive';

/** How a mesh treats a workload's pods, besides the requests to them. */
export interface MeshPolicy {
  /** Container ports that accept unencrypted requests although the rest is strict. @default none */
  readonly permissivePorts?: readonly number[];
  /** Whether this workload's pods refuse unencrypted requests. @default the mode of the mesh, as its MeshConfiguration sets it */
  readonly mutualTls?: MutualTlsMode;
  /**
   * Whether the pods are part of the mesh. Outside it they have no identity: workloads inside let them in by address or
   * not at all.
   *
   * @default true
   */
  readonly enrolled?: boolean;
  /** CPU and memory of each pod's own proxy. Emitted as annotations on the pods. @default the mesh's default */
  readonly proxyResources?: { readonly requests?: ProxyResources; readonly limits?: ProxyResources };
  /** How long the proxy goes on after the pod was told to end. @default the mesh's default */
  readonly drain?: Duration;
  /** Whether other clusters of the mesh may use the workload's Service. @default false */
  readonly exported?: boolean;
}

/** What becomes of a mesh policy on clusters that cannot express it. */
export interface MeshOptions {
  /**
   * What happens where a cluster's mesh cannot express a field: `warn` leaves the field out there and says so. What
   * protects something is an error all the same.
   *
   * @default 'error'
   */
  readonly onUnsupported?: 'error' | 'warn';
}

/** CPU and memory of a proxy, as Kubernetes quantities. */
export interface ProxyResources {
  /** Such as `100m`. @default the mesh's default */
  readonly cpu?: string;
  /** Such as `64Mi`. @default the mesh's default */
  readonly memory?: string;
}

/** What holds for a whole cluster's mesh, where charts of the tree say so. */
export interface MeshSettings {
  /** Whether pods of the mesh refuse unencrypted requests. @default 'strict' */
  readonly mutualTls?: MutualTlsMode;
  /**
   * Whether pods may only talk to hosts that the tree declares.
   *
   * @default 'declared' for isolated namespaces, 'any' for others
   */
  readonly egress?: 'declared' | 'any';
  /** Access logs, through a provider of the mesh's installation where it has several. @default none */
  readonly accessLogs?: { readonly provider?: string };
  /** Tracing: per cent of the requests, and provider of the mesh's installation. @default none */
  readonly tracing?: { readonly percent: number; readonly provider?: string };
}

/** A mesh policy as it was declared. */
export interface MeshPolicyIntent {
  readonly workload: WorkloadModel;
  readonly policy: MeshPolicy;
  readonly onUnsupported: 'error' | 'warn';
  readonly origin: string;
}

/** Settings of a cluster's mesh as they were declared. */
export interface MeshSettingsIntent extends ObjectOwner {
  readonly settings: MeshSettings;
  /** Namespace of the chart that the mesh-wide objects belong to. */
  readonly namespace: string;
  readonly onUnsupported: 'error' | 'warn';
}

/** The mesh policies of a tree. */
export const meshPolicies = new IntentSort<MeshPolicyIntent>();
/** The mesh settings of a tree. */
export const meshSettings = new IntentSort<MeshSettingsIntent>();
