import { uniteIntervals } from '../sets/port-intervals';
import { ConnectionSet } from '../sets/connection-set';
import type { NetworkSide, Side } from './explanation';
import type { ProxyClient } from '../mesh/mesh-client';
import {
  bothSides,
  everythingPasses,
  eitherWay,
  letsAllPass,
  type MeshDecision,
  type MeshPart,
} from '../mesh/mesh-decision';
import { proxyKey } from '../mesh/mesh-layer';
import { tunnelPort, type ClientPosition } from '../mesh/tunnel-port';
import type { Decision } from '../space/decision';
import type { Extreme, ReachabilityModel } from './reachability-model';

/** What may pass from one end to another, by every layer that is asked. */
export interface AllowedTraffic {
  /** Ports on which something may pass. */
  readonly ports: ConnectionSet;
  /** Of these, the ports on which not everything passes, and what does. */
  readonly restricted: readonly MeshPart[];
  readonly sides: () => readonly Side[];
}

/** Who asks a workload of the mesh. */
export interface MeshEnds {
  readonly client: ProxyClient;
  readonly position: ClientPosition;
  /** The client's class in the network's space. */
  readonly networkClass: number;
  readonly server: number;
  /** What the client's own proxy lets out; everything when left out. */
  readonly outbound?: MeshDecision | undefined;
  /** The client as explanations call it. */
  readonly by?: string;
  /** The server as explanations call it. */
  readonly of: string;
}

/**
 * A connection is possible where packets get through and the server's proxy lets the client in. Between pods of some
 * meshes, packets go to a port of the proxy instead: there, the network decides for all ports at once.
 *
 * @param wanted the ports that are asked about, all when left out
 */
export function allowedTraffic(
  model: ReachabilityModel,
  network: readonly NetworkSide[],
  ends: MeshEnds | undefined,
  wanted = ConnectionSet.all,
): AllowedTraffic {
  const { mesh, layer, extreme } = model;
  const allowed = allowedBy(network, extreme);
  if (mesh === undefined || layer === 'network') {
    return { ports: allowed.intersect(wanted), restricted: [], sides: () => network };
  }
  const asked = layer === 'mesh' ? wanted.intersect(ConnectionSet.allOf('TCP')) : wanted;
  if (ends === undefined || mesh.policyOf(ends.server) === undefined) {
    const sides = layer === 'mesh' ? [] : network;
    const open = allowed.intersect(asked);
    return ends === undefined ? { ports: open, restricted: [], sides: () => sides } : letOut(open, sides, ends);
  }
  const { bypass, proxyPorts } = mesh.policyOf(ends.server) ?? { bypass: [], proxyPorts: [] };
  // What may go past the proxy comes to the port itself; where it does not, no intention lets it in.
  const past = uniteIntervals(bypass, proxyPorts);
  const ways = mesh.waysTo(ends.server).map((way): Way => {
    const decision = mesh.decision(ends.client, ends.server, way);
    if (layer === 'mesh') return { decision, packets: ConnectionSet.all, sides: [] };
    const port = ends.client.kind === 'member' ? tunnelPort(mesh, ends.position, ends.server) : undefined;
    if (port === undefined) return { decision, packets: allowed, sides: network };
    const hops = way.via === undefined ? [network] : hopsThrough(model, ends, proxyKey(way.via), network);
    const packets = hops
      .map((hop) => throughTunnel(allowedBy(hop, extreme), port, past))
      .reduce((a, b) => a.intersect(b));
    return { decision, packets, sides: hops.flat().map((side) => ({ ...side, tunnel: port })) };
  });
  const tcp = ways.map(({ decision, packets }) => within(decision.parts, packets));
  const inbound = tcp.length === 1 ? (tcp[0] ?? []) : tcp.reduce(eitherWay, []);
  const parts = ends.outbound === undefined ? inbound : bothSides(inbound, ends.outbound.parts);
  const ports = letIn(parts)
    .union(allowed.subtract(ConnectionSet.allOf('TCP')))
    .intersect(asked);
  const sides = (): readonly Side[] => [
    ...outboundSides(ends),
    ...ways.flatMap(({ decision, sides: packets }) => [...packets, { mesh: decision, of: ends.of }]),
  ];
  return { ports, restricted: restrictedParts(parts, ports), sides };
}

/** What the proxy of a client lets out to where no proxy has a say. */
export function letOut(
  open: ConnectionSet,
  sides: readonly Side[],
  client: Pick<MeshEnds, 'outbound' | 'by'>,
): AllowedTraffic {
  if (client.outbound === undefined) return { ports: open, restricted: [], sides: () => sides };
  const parts = within(client.outbound.parts, open);
  const ports = letIn(parts).union(open.subtract(ConnectionSet.allOf('TCP')));
  return { ports, restricted: restrictedParts(parts, ports), sides: () => [...sides, ...outboundSides(client)] };
}

function outboundSides({ outbound, by = '' }: Pick<MeshEnds, 'outbound' | 'by'>): readonly Side[] {
  return outbound === undefined ? [] : [{ mesh: outbound, of: by }];
}

/** One way to the server: which packets get along it, and what is said there. */
interface Way {
  readonly decision: MeshDecision;
  readonly packets: ConnectionSet;
  readonly sides: readonly NetworkSide[];
}

/** The network's part of a way through the pods of a proxy: from the client to it, and from it to the server. */
function hopsThrough(
  { space, proxies }: ReachabilityModel,
  { networkClass, server, of }: MeshEnds,
  proxy: string,
  [egress]: readonly NetworkSide[],
): readonly (readonly NetworkSide[])[] {
  const between = space.classes.classOf[proxies.get(proxy) ?? -1] ?? -1;
  const to = space.classes.classOf[server] ?? -1;
  const name = `waypoint ${proxy}`;
  return [
    [
      {
        direction: 'egress',
        of: egress?.of ?? 'the client',
        decision: space.decision(networkClass, 'egress', between),
      },
      { direction: 'ingress', of: name, decision: space.decision(between, 'ingress', networkClass) },
    ],
    [
      { direction: 'egress', of: name, decision: space.decision(between, 'egress', to) },
      { direction: 'ingress', of, decision: space.decision(to, 'ingress', between) },
    ],
  ];
}

/** What all sides let through: as rules say it, or in an extreme case of what nobody knows. */
function allowedBy(network: readonly NetworkSide[], extreme: Extreme | undefined): ConnectionSet {
  return network.reduce((ports, { decision }) => ports.intersect(inExtreme(decision, extreme)), ConnectionSet.all);
}

function inExtreme({ allowed, certain, possible }: Decision, extreme: Extreme | undefined): ConnectionSet {
  if (extreme === undefined) return allowed;
  return extreme === 'least' ? certain : possible;
}

function within(parts: readonly MeshPart[], packets: ConnectionSet): readonly MeshPart[] {
  return parts.flatMap((part) => {
    const ports = packets.intersect(ConnectionSet.ofIntervals('TCP', part.ports)).tcp;
    return ports.length === 0 ? [] : [{ ...part, ports }];
  });
}

/** What a list of connections is about: over the mesh alone, no port of the proxies themselves, which it has no say about. */
export function listedPorts({ mesh, layer }: ReachabilityModel, server: number): ConnectionSet {
  const own = layer === 'mesh' ? (mesh?.policyOf(server)?.proxyPorts ?? []) : [];
  return own.length === 0 ? ConnectionSet.all : ConnectionSet.all.subtract(ConnectionSet.ofIntervals('TCP', own));
}

/** What several ways together let through. */
export function combinedTraffic(alternatives: readonly AllowedTraffic[]): AllowedTraffic {
  const ports = ConnectionSet.unionOf(alternatives.map((traffic) => traffic.ports));
  const parts = alternatives.map(({ ports: own, restricted }): readonly MeshPart[] => {
    const limited = ConnectionSet.unionOf(restricted.map((part) => ConnectionSet.ofIntervals('TCP', part.ports)));
    return [...restricted, everythingPasses(own.subtract(limited).tcp)];
  });
  return {
    ports,
    restricted: restrictedParts(parts.reduce(eitherWay, []), ports),
    sides: () => alternatives.flatMap(({ sides }) => sides()),
  };
}

/** The parts that let some requests through and not others, as far as these ports go. */
export function restrictedParts(parts: readonly MeshPart[], ports: ConnectionSet): readonly MeshPart[] {
  return parts.flatMap((part) => {
    if (part.requests.length === 0 || letsAllPass(part)) return [];
    const left = ports.intersect(ConnectionSet.ofIntervals('TCP', part.ports)).tcp;
    return left.length === 0 ? [] : [{ ...part, ports: left }];
  });
}

function letIn(parts: readonly MeshPart[]): ConnectionSet {
  const open = parts.filter(({ requests }) => requests.length > 0);
  return ConnectionSet.unionOf(open.map(({ ports }) => ConnectionSet.ofIntervals('TCP', ports)));
}

function throughTunnel(allowed: ConnectionSet, port: number, bypass: MeshPart['ports']): ConnectionSet {
  const past = ConnectionSet.ofIntervals('TCP', bypass);
  const packets = allowed.subtract(ConnectionSet.allOf('TCP')).union(allowed.intersect(past));
  return allowed.includesPort('TCP', port) ? packets.union(ConnectionSet.allOf('TCP').subtract(past)) : packets;
}
