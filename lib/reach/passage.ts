import { ConnectionSet } from './connection-set';

import type { NetworkSide, Side } from './explanation';
import type { MeshClient } from './mesh/mesh-client';
import { letsAllPass, type MeshDecision, type MeshPart } from './mesh/mesh-decision';
import { tunnelPort, type ClientPosition } from './mesh/tunnel-port';
import type { ReachabilityModel } from './reachability-model';

/** What may pass from one end to another, by every layer that is asked. */
export interface Passage {
  /** Ports on which something may pass. */
  readonly ports: ConnectionSet;
  /** Of these, the ports on which not everything passes, and what does. */
  readonly restricted: readonly MeshPart[];
  readonly sides: () => readonly Side[];
}

/** Who asks a workload of the mesh. */
export interface MeshEnds {
  readonly client: MeshClient;
  readonly position: ClientPosition;
  readonly server: number;
  /** The server as explanations call it. */
  readonly of: string;
}

/**
 * A connection is possible where packets get through and the server's proxy lets the client in. Between pods of some
 * meshes, packets go to a port of the proxy instead: there, the network decides for all ports at once.
 *
 * @param wanted the ports that are asked about, all when left out
 */
export function passageOf(
  { mesh, layer }: Pick<ReachabilityModel, 'mesh' | 'layer'>,
  network: readonly NetworkSide[],
  ends: MeshEnds | undefined,
  wanted = ConnectionSet.all,
): Passage {
  const allowed = network.reduce((ports, { decision }) => ports.intersect(decision.allowed), ConnectionSet.all);
  if (mesh === undefined || layer === 'network') {
    return { ports: allowed.intersect(wanted), restricted: [], sides: () => network };
  }
  const asked = layer === 'mesh' ? wanted.intersect(ConnectionSet.allOf('TCP')) : wanted;
  if (ends === undefined || mesh.policyOf(ends.server) === undefined) {
    return { ports: allowed.intersect(asked), restricted: [], sides: () => (layer === 'mesh' ? [] : network) };
  }
  const decision = mesh.decision(ends.client, ends.server);
  const port = ends.client.kind === 'member' ? tunnelPort(mesh, ends.position, ends.server) : undefined;
  const packets = port === undefined ? allowed : throughTunnel(allowed, port, mesh.policyOf(ends.server)?.bypass ?? []);
  const ports = packets.intersect(letIn(decision)).intersect(asked);
  const sides = (): readonly Side[] => [
    ...(layer === 'mesh' ? [] : network.map((side) => (port === undefined ? side : { ...side, tunnel: port }))),
    { mesh: decision, of: ends.of },
  ];
  return { ports, restricted: restrictedParts(decision.parts, ports), sides };
}

/** The parts that let some requests through and not others, as far as these ports go. */
export function restrictedParts(parts: readonly MeshPart[], ports: ConnectionSet): readonly MeshPart[] {
  return parts.flatMap((part) => {
    if (part.requests.length === 0 || letsAllPass(part)) return [];
    const left = ports.intersect(ConnectionSet.ofIntervals('TCP', part.ports)).tcp;
    return left.length === 0 ? [] : [{ ...part, ports: left }];
  });
}

function letIn({ parts }: MeshDecision): ConnectionSet {
  const tcp = parts
    .filter(({ requests }) => requests.length > 0)
    .map(({ ports }) => ConnectionSet.ofIntervals('TCP', ports));
  return ConnectionSet.unionOf([...tcp, ConnectionSet.allOf('UDP'), ConnectionSet.allOf('SCTP')]);
}

function throughTunnel(allowed: ConnectionSet, port: number, bypass: MeshPart['ports']): ConnectionSet {
  const past = ConnectionSet.ofIntervals('TCP', bypass);
  const packets = allowed.subtract(ConnectionSet.allOf('TCP')).union(allowed.intersect(past));
  return allowed.includesPort('TCP', port) ? packets.union(ConnectionSet.allOf('TCP').subtract(past)) : packets;
}
