import { appendTo } from '../../manifest/objects/append-to';
import { overlaps, formatAddressRange, type AddressRange } from '../../manifest/network/address-range';
import { NetworkConnection } from './network-connection';
import { ConnectionSet } from '../sets/connection-set';
import { formatEndpoint, type Endpoint } from './endpoint';
import type { NetworkSide } from './explanation';
import { combinedTraffic, listedPorts, allowedTraffic, type AllowedTraffic } from './allowed-traffic';
import { externalRanges, type ListedTraffic } from './external-ranges';
import { findEndpoints, type EndpointMatch } from './find-endpoints';
import { ingressPaths } from './ingress-paths';
import { namedTraffic } from './named-traffic';
import { namedPort } from '../space/named-port';
import type { ClassConnection } from '../space/network-relation';
import type { Direction } from '../policies/policy';
import { reasonsAgainstAnyProof } from './answer-bounds';
import type { Extreme, ReachabilityModel } from './reachability-model';
import { workloadName } from '../space/workload-name';
import type { WorkloadNode } from '../space/workload-node';

/** Narrows a list of connections; what is left out narrows nothing. */
export interface ConnectionFilter {
  /** An end, as `Reachability.between` takes it. */
  readonly from?: string;
  /** The other end, in the same form. */
  readonly to?: string;
  /** Ports of the destination; what passes on others is left out. */
  readonly ports?: ConnectionSet;
  /** Name of a container port of the destination, instead of its number. */
  readonly portName?: string;
}

/** Thrown where so much is asked that no list of it would be read, or made in time. */
export class TooManyConnections extends Error {
  override readonly name = 'TooManyConnections';

  constructor(most: number) {
    super(`more than ${most} connections are too many to list; ask for fewer, by --from, --to or --port`);
  }
}

/** As many pairs of workloads as are looked at in a few seconds. */
const mostPairs = 20_000_000;

/**
 * Connections in order: of each workload to the others and to the outside, then from the outside, then from ingress.
 *
 * @throws TooManyConnections where more pairs of workloads may talk than can be looked at
 */
export function* listConnections(model: ReachabilityModel, filter: ConnectionFilter): Generator<NetworkConnection> {
  const from = filter.from === undefined ? undefined : findEndpoints(filter.from, model.workloads);
  const to = filter.to === undefined ? undefined : findEndpoints(filter.to, model.workloads);
  const portsAt = filter.portName === undefined ? undefined : portsByName(model, filter.portName);
  for (const connection of unfiltered(model, from, to)) {
    const asked = portsAt === undefined ? filter.ports : portsAt(connection.to);
    const ports = asked === undefined ? connection.ports : connection.ports.intersect(asked);
    if (!ports.isEmpty) yield ports === connection.ports ? connection : connection.withPorts(ports);
  }
}

/** What a name stands for at each destination; an address has no named ports. */
function portsByName({ workloads }: ReachabilityModel, name: string): (to: Endpoint) => ConnectionSet {
  const byEndpoint = new Map(
    workloads.map((workload) => [formatEndpoint(workloadEndpoint(workload)), namedPort(workload, name)]),
  );
  return (to) => byEndpoint.get(formatEndpoint(to)) ?? ConnectionSet.none;
}

function* unfiltered(model: ReachabilityModel, from?: EndpointMatch, to?: EndpointMatch): Generator<NetworkConnection> {
  const endpoints = model.workloads.map(workloadEndpoint);
  const sources = workloadsOf(model, from);
  const targets = workloadsOf(model, to);
  const asked = new Set(targets);
  const { members } = model.space.classes;
  const targetsByClass = members.map((all) => all.filter((workload) => asked.has(workload)));
  let pairs = 0;
  for (const source of sources) {
    const reached = reachedFrom(model, source, asked, targetsByClass);
    pairs += reached.length;
    if (pairs > mostPairs) throw new TooManyConnections(mostPairs);
    yield* betweenWorkloads(model, endpoints, source, reached);
    yield* outside(model, endpoints, source, 'egress', to);
  }
  for (const target of targets) yield* outside(model, endpoints, target, 'ingress', from);
  if (from === undefined || from.kind === 'ingressController') yield* fromIngress(model, endpoints, asked);
}

/** Other workloads that packets of one get to, and those behind proxies, by position. */
function reachedFrom(
  model: ReachabilityModel,
  source: number,
  asked: ReadonlySet<number>,
  targetsByClass: readonly (readonly number[])[],
): readonly Reached[] {
  const { space, relation } = model;
  const own = space.classes.classOf[source] ?? -1;
  const direct: Reached[] = [];
  for (const row of relation.from(own)) {
    for (const target of targetsByClass[row.to] ?? []) if (target !== source) direct.push({ target, row });
  }
  return [...direct, ...behindProxies(model, source, asked, direct)].sort((a, b) => a.target - b.target);
}

function* betweenWorkloads(
  model: ReachabilityModel,
  endpoints: readonly Endpoint[],
  source: number,
  reached: readonly Reached[],
): Generator<NetworkConnection> {
  const { space, workloads, mesh } = model;
  const { classOf } = space.classes;
  for (const { target, row } of reached) {
    const from = at(endpoints, source);
    const to = at(endpoints, target);
    const sides = (): readonly NetworkSide[] => [
      { direction: 'egress', of: workloadName(at(workloads, source)), decision: row.egress },
      { direction: 'ingress', of: workloadName(at(workloads, target)), decision: row.ingress },
    ];
    const reasons = reasonsAgainstAnyProof(model, [source, target]);
    if (reasons.length > 0) {
      const ports = listedPorts(model, target);
      yield new NetworkConnection(from, to, ports, sides, [], ports, reasons);
      continue;
    }
    // Most pairs of a mesh are strangers to each other: they cost one look.
    if (model.layer === 'mesh' && mesh?.letsIn(mesh.clientOf(source), target) === false) continue;
    if (mesh === undefined) {
      const certain = row.egress.certain.intersect(row.ingress.certain);
      yield new NetworkConnection(from, to, row.ports, sides, [], row.ports.subtract(certain));
    } else {
      const of = workloadName(at(workloads, target));
      const networkClass = at(classOf, source);
      const { client, decision: outbound } = mesh.outbound(source, { kind: 'workload', workload: target });
      const by = workloadName(at(workloads, source));
      const ends = { client, position: source, networkClass, server: target, outbound, by, of };
      yield* connectionOf(
        from,
        to,
        inAnyCase(model, sides(), (asked) => allowedTraffic(asked, sides(), ends, listedPorts(model, target))),
      );
    }
  }
}

/** A workload that may be reached, and what the network says about it. */
interface Reached {
  readonly target: number;
  readonly row: Pick<ClassConnection, 'ports' | 'egress' | 'ingress'>;
}

/** Workloads that no packet of a client reaches, but those of a proxy in front of them may. */
function behindProxies(
  { space, mesh, proxies }: ReachabilityModel,
  source: number,
  asked: ReadonlySet<number>,
  direct: readonly Reached[],
): readonly Reached[] {
  if (mesh === undefined || proxies.size === 0 || mesh.clientOf(source).kind !== 'member') return [];
  const known = new Set(direct.map(({ target }) => target));
  const from = space.classes.classOf[source] ?? -1;
  return mesh.behindProxies.flatMap((target): Reached[] => {
    if (known.has(target) || target === source || !asked.has(target)) return [];
    const to = space.classes.classOf[target] ?? -1;
    const egress = space.decision(from, 'egress', to);
    const ingress = space.decision(to, 'ingress', from);
    return [{ target, row: { ports: ConnectionSet.none, egress, ingress } }];
  });
}

function* connectionOf(
  from: Endpoint,
  to: Endpoint,
  { ports, sides, restricted, unproved }: ListedTraffic,
  reasons: readonly string[] = [],
) {
  if (!ports.isEmpty) yield new NetworkConnection(from, to, ports, sides, restricted, unproved, reasons);
}

/** What may pass in some case of what nobody knows, and what of it does not pass in another. */
function inAnyCase(
  model: ReachabilityModel,
  network: readonly NetworkSide[],
  traffic: (model: ReachabilityModel) => AllowedTraffic,
): ListedTraffic {
  if (network.every(({ decision }) => decision.doubts.length === 0)) return traffic(model);
  const most = traffic({ ...model, extreme: 'most' });
  return { ...most, unproved: most.ports.subtract(traffic({ ...model, extreme: 'least' }).ports) };
}

function* outside(
  model: ReachabilityModel,
  endpoints: readonly Endpoint[],
  workload: number,
  direction: Direction,
  peer: EndpointMatch | undefined,
): Generator<NetworkConnection> {
  if (direction === 'egress' && (peer === undefined || peer.kind === 'named')) {
    for (const { dnsName, traffic } of namedTraffic(model, workload)) {
      if (peer === undefined || peer.name === dnsName)
        yield* connectionOf(at(endpoints, workload), { dnsName }, traffic);
    }
  }
  if (peer !== undefined && peer.kind !== 'addresses') return;

  for (const { range, text, traffic } of externalRanges(model, workload, direction, listedPorts(model, workload))) {
    const shown = peer === undefined ? range : common(range, peer.range);
    if (shown === undefined) continue;
    const address = { ipRange: shown === range ? text : formatAddressRange(shown) };
    const own = at(endpoints, workload);
    yield* direction === 'egress' ? connectionOf(own, address, traffic) : connectionOf(address, own, traffic);
  }
}

function* fromIngress(
  model: ReachabilityModel,
  endpoints: readonly Endpoint[],
  targets: ReadonlySet<number>,
): Generator<NetworkConnection> {
  const most = trafficByTarget(model, 'most', targets);
  const least = trafficByTarget(model, 'least', targets);
  for (const [target, traffic] of [...most].sort(([a], [b]) => a - b)) {
    const reasons = reasonsAgainstAnyProof(model, [target], { kind: 'ingressController' });
    const certain = reasons.length > 0 ? ConnectionSet.none : (least.get(target)?.ports ?? ConnectionSet.none);
    const unproved = traffic.ports.subtract(certain);
    yield* connectionOf({ ingressController: true }, at(endpoints, target), { ...traffic, unproved }, reasons);
  }
}

/** What comes to each workload from ingress controllers, by all ways together. */
function trafficByTarget(
  model: ReachabilityModel,
  extreme: Extreme,
  targets: ReadonlySet<number>,
): ReadonlyMap<number, AllowedTraffic> {
  const byTarget = new Map<number, AllowedTraffic[]>();
  for (const { workload, allowed, restricted, sides } of ingressPaths({ ...model, extreme })) {
    if (allowed.isEmpty || !targets.has(workload)) continue;
    const traffic: AllowedTraffic = { ports: allowed, restricted, sides: () => sides };
    appendTo(byTarget, workload, traffic);
  }
  return new Map([...byTarget].map(([target, alternatives]) => [target, combinedTraffic(alternatives)]));
}

function workloadsOf({ workloads }: ReachabilityModel, match: EndpointMatch | undefined): readonly number[] {
  if (match === undefined) return [...workloads.keys()];
  return match.kind === 'workloads' ? match.workloads : [];
}

function workloadEndpoint({ kind, namespace, name }: WorkloadNode): Endpoint {
  return { kind, namespace, name };
}

function common(a: AddressRange, b: AddressRange): AddressRange | undefined {
  if (!overlaps(a, b)) return undefined;
  return {
    family: a.family,
    first: a.first > b.first ? a.first : b.first,
    last: a.last < b.last ? a.last : b.last,
  };
}

function at<T>(list: readonly T[], i: number): T {
  const item = list[i];
  if (item === undefined) throw new RangeError(`no item ${i} in a list of ${list.length}`);
  return item;
}
