import type { Duration } from 'cdk8s';
import { IntentSort } from './intent-sort';
import type { WorkloadModel } from './workload-model';

/** Whether unencrypted requests are refused (`strict`) or accepted beside encrypted ones (`permissive`). */
export type MutualTlsMode = 'strict' | 'permissive';

/** How a mesh treats a workload's pods, besides the requests to them. */
export interface MeshPolicy {
  /** Ports (of containers) that accept unencrypted requests although the rest is strict. @default none */
  readonly permissivePorts?: readonly number[];
  /** Mode of this workload. @default that of its namespace */
  readonly mutualTls?: MutualTlsMode;
  /** Whether the pods are part of the mesh. @default true */
  readonly enrolled?: boolean;
  /** Resources of each pod's own proxy. @default the mesh's default */
  readonly proxyResources?: { readonly requests?: ProxyResources; readonly limits?: ProxyResources };
  /** How long the proxy goes on after the pod was told to end. @default the mesh's default */
  readonly drain?: Duration;
  /** Whether other clusters of the mesh may use the workload's Service. @default false */
  readonly exported?: boolean;
}

export interface MeshOptions {
  /**
   * What happens where a cluster's mesh cannot express a field: `warn` leaves the field out there and says so. What
   * protects something is an error all the same.
   *
   * @default 'error'
   */
  readonly onUnsupported?: 'error' | 'warn';
}

export interface ProxyResources {
  readonly cpu?: string;
  readonly memory?: string;
}

/** What holds for a whole cluster's mesh, where charts of the tree say so. */
export interface MeshSettings {
  /** @default 'strict' */
  readonly mutualTls?: MutualTlsMode;
  /** Whether pods may only talk to hosts that the tree declares. @default true for isolated namespaces */
  readonly egress?: 'declared' | 'any';
  /** Access logs, through a provider of the mesh's installation where it has several. @default none */
  readonly accessLogs?: { readonly provider?: string };
  /** Tracing: share of the requests, and provider of the mesh's installation. @default none */
  readonly tracing?: { readonly percent: number; readonly provider?: string };
}

export interface MeshPolicyIntent {
  readonly workload: WorkloadModel;
  readonly policy: MeshPolicy;
  readonly onUnsupported: 'error' | 'warn';
  readonly origin: string;
}

export interface MeshSettingsIntent {
  readonly settings: MeshSettings;
  /** Chart that the mesh-wide objects belong to, and its namespace. */
  readonly chart: string;
  readonly namespace: string;
  readonly onUnsupported: 'error' | 'warn';
  readonly origin: string;
}

export const meshPolicies = new IntentSort<MeshPolicyIntent>();
export const meshSettings = new IntentSort<MeshSettingsIntent>();
