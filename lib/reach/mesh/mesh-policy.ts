import type { Labels } from '../../manifest/objects/label-selector';
import { allPorts, noPorts, type PortIntervals } from '../sets/port-intervals';
import type { ClientMatch } from './client-match';
import type { MeshProduct } from '../../fleet/mesh-facts';
import type { ProxyClient } from './mesh-client';
import type { RequestMatch } from './request-match';

/** What a mesh says about requests to a workload, whatever the product: the same decision serves them all. */
export interface ServerPolicy {
  readonly product: MeshProduct;
  /** Ways by which a connection arrives; what one of them lets through, passes. */
  readonly routes: readonly MeshRoute[];
  /** Ports that the proxy leaves alone: only the network has a say. */
  readonly bypass: PortIntervals;
  /** Ports that the proxy serves itself, past its own rules, surely or perhaps: no connection between workloads. */
  readonly proxyPorts: PortIntervals;
}

/** One way to the workload, and who is asked along it. All must let a request pass. */
export interface MeshRoute {
  /** Container ports that are reached by it. */
  readonly ports: PortIntervals;
  /** Who comes along it: those whose own proxy sends them there, those who have none, or all. */
  readonly clients: 'members' | 'others' | 'all';
  readonly checkpoints: readonly Checkpoint[];
  /** Pods between client and workload, which packets go to first; none when left out. */
  readonly via?: ProxyPods;
}

/** A proxy with pods of its own, in front of workloads. */
export interface ProxyPods {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
}

/** A proxy that decides: the first rule that matches has the last word. */
export interface Checkpoint {
  readonly rules: readonly MeshRule[];
  /** What holds where no rule matches. */
  readonly otherwise: { readonly verdict: MeshVerdict; readonly reason: string };
  /** As whom it sees a client; as who it is when left out. */
  readonly sees?: (client: ProxyClient) => ProxyClient;
}

export type MeshVerdict = 'Allow' | 'Deny';

export interface MeshRule {
  /** `AuthorizationPolicy shop/cart spec.rules[0]`: how answers name it. */
  readonly name: string;
  readonly verdict: MeshVerdict;
  readonly clients: ClientMatch;
  readonly ports: PortIntervals;
  readonly request: RequestMatch;
}

/** One proxy before every port, which all clients come to. */
export function oneCheckpoint(
  product: MeshProduct,
  checkpoint: Checkpoint,
  { bypass, proxyPorts = noPorts }: { readonly bypass: PortIntervals; readonly proxyPorts?: PortIntervals },
): ServerPolicy {
  return { product, bypass, proxyPorts, routes: [{ ports: allPorts, clients: 'all', checkpoints: [checkpoint] }] };
}
