import type { AddressRange } from '../../manifest/network/address-range';
import { allPorts, subtractIntervals, type PortIntervals } from '../sets/port-intervals';
import type { ProxyClient } from './mesh-client';
import { everythingPasses, type MeshDecision, type MeshPart } from './mesh-decision';
import { anyRequest, withCondition } from './request-match';

/** What a pod of the mesh connects to. */
export type OutboundTarget =
  | { readonly kind: 'workload'; readonly workload: number }
  | { readonly kind: 'addresses'; readonly range: AddressRange }
  /** A host outside by its name in the DNS. */
  | { readonly kind: 'host'; readonly name: string };

/** What the client's own side of the mesh makes of a connection. */
export interface Outbound {
  /** What its proxy lets out, TCP port by TCP port; left out where it lets out everything. */
  readonly decision?: MeshDecision;
  /** Who the server takes the client for; left out where its proxy shows who it is. */
  readonly client?: ProxyClient;
}

/** Ports that are let out, perhaps under a condition, and by what. */
export interface OutboundGrant {
  readonly ports: PortIntervals;
  readonly by: string;
  readonly when?: string;
}

/** What passes of the TCP ports where some grants let them out and something refuses the rest. */
export function outboundDecision(grants: readonly OutboundGrant[], deniedBy: string): MeshDecision {
  const parts: MeshPart[] = [];
  let left = allPorts;
  for (const { ports, by, when } of [...grants].sort(
    (a, b) => Number(a.when !== undefined) - Number(b.when !== undefined),
  )) {
    const granted = subtractIntervals(ports, subtractIntervals(allPorts, left));
    if (granted.length === 0) continue;
    const match = when === undefined ? anyRequest : withCondition(anyRequest, when);
    parts.push({
      ...everythingPasses(granted),
      requests: [{ match, except: [] }],
      allowedBy: [by],
      deniedBy: when === undefined ? [] : [deniedBy],
    });
    left = subtractIntervals(left, granted);
  }
  if (left.length > 0) parts.push({ ports: left, requests: [], allowedBy: [], deniedBy: [deniedBy] });
  return { parts };
}
