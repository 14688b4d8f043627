import type { Labels } from '../manifest/objects/label-selector';
import type { ConnectionPort } from './connection';
import type { WorkloadModel } from './workload-model';

/** Traffic that must flow for the infrastructure to work, whatever the user declared: a mesh's proxy ports, its control plane. */
export interface InfrastructureNeed {
  /** What needs it, for messages: `istio control plane`. */
  readonly reason: string;
  readonly direction: 'ingress' | 'egress';
  /** The workload that it concerns; every workload of the tree when left out. */
  readonly workload?: WorkloadModel;
  readonly peer: InfrastructurePeer;
  /** Every port when empty. */
  readonly ports: readonly ConnectionPort[];
  /** What of the workload nobody asks for any more: its own port for metrics, where a proxy shows them on another. */
  readonly inPlaceOf?: 'metrics';
}

export type InfrastructurePeer =
  | { readonly type: 'pods'; readonly namespace: string; readonly podLabels: Labels }
  | { readonly type: 'namespace'; readonly namespace: string }
  | { readonly type: 'cidrs'; readonly cidrs: readonly string[] }
  /** The same peers that the declared connections allow: a mesh that moves their traffic to a port of its own. */
  | { readonly type: 'declaredPeers' };
