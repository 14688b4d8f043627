import { overlaps, formatAddressRange, type AddressRange } from './address-range';
import { NetworkConnection } from './network-connection';
import { ConnectionSet } from './connection-set';
import type { Endpoint } from './endpoint';
import type { Side } from './explanation';
import { externalStretches } from './external-stretches';
import { findEndpoints, type EndpointMatch } from './find-endpoints';
import { ingressPaths } from './ingress-paths';
import type { Direction } from './policy';
import type { ReachabilityModel } from './reachability-model';
import { workloadName } from './workload-name';
import type { WorkloadNode } from './workload-node';

/** Narrows a list of connections; what is left out narrows nothing. */
export interface ConnectionFilter {
  /** An end, as `Reachability.between` takes it. */
  readonly from?: string;
  readonly to?: string;
  readonly ports?: ConnectionSet;
}

/** Connections in order: of each workload to the others and to the outside, then from the outside, then from ingress. */
export function* listConnections(model: ReachabilityModel, filter: ConnectionFilter): Generator<NetworkConnection> {
  const from = filter.from === undefined ? undefined : findEndpoints(filter.from, model.workloads);
  const to = filter.to === undefined ? undefined : findEndpoints(filter.to, model.workloads);
  for (const connection of unfiltered(model, from, to)) {
    const ports = filter.ports === undefined ? connection.ports : connection.ports.intersect(filter.ports);
    if (!ports.isEmpty) yield ports === connection.ports ? connection : connection.withPorts(ports);
  }
}

function* unfiltered(model: ReachabilityModel, from?: EndpointMatch, to?: EndpointMatch): Generator<NetworkConnection> {
  const endpoints = model.workloads.map(workloadEndpoint);
  const sources = workloadsOf(model, from);
  const targets = workloadsOf(model, to);
  for (const source of sources) {
    yield* betweenWorkloads(model, endpoints, source, to === undefined ? undefined : new Set(targets));
    yield* outside(model, endpoints, source, 'egress', to);
  }
  for (const target of targets) yield* outside(model, endpoints, target, 'ingress', from);
  if (from === undefined || from.kind === 'ingressController') yield* fromIngress(model, endpoints, new Set(targets));
}

function* betweenWorkloads(
  model: ReachabilityModel,
  endpoints: readonly Endpoint[],
  source: number,
  targets: ReadonlySet<number> | undefined,
): Generator<NetworkConnection> {
  const { space, relation, workloads } = model;
  const { members, classOf } = space.classes;
  const reached = relation
    .from(classOf[source] ?? -1)
    .flatMap((row) => (members[row.to] ?? []).map((target) => ({ target, row })))
    .filter(({ target }) => target < workloads.length && target !== source && (targets?.has(target) ?? true))
    .sort((a, b) => a.target - b.target);
  for (const { target, row } of reached) {
    yield new NetworkConnection(at(endpoints, source), at(endpoints, target), row.ports, () => [
      { direction: 'egress', of: workloadName(at(workloads, source)), decision: row.egress },
      { direction: 'ingress', of: workloadName(at(workloads, target)), decision: row.ingress },
    ]);
  }
}

function* outside(
  { space, workloads }: ReachabilityModel,
  endpoints: readonly Endpoint[],
  workload: number,
  direction: Direction,
  peer: EndpointMatch | undefined,
): Generator<NetworkConnection> {
  if (peer !== undefined && peer.kind !== 'addresses') return;
  for (const { range, ports, decisions } of externalStretches(space, at(space.classes.classOf, workload), direction)) {
    const shown = peer === undefined ? range : common(range, peer.range);
    if (shown === undefined) continue;
    const address = { ipRange: formatAddressRange(shown) };
    const own = at(endpoints, workload);
    const of = workloadName(at(workloads, workload));
    const sides = (): Side[] => [...decisions].map((decision) => ({ direction, of, decision }));
    yield direction === 'egress'
      ? new NetworkConnection(own, address, ports, sides)
      : new NetworkConnection(address, own, ports, sides);
  }
}

function* fromIngress(
  model: ReachabilityModel,
  endpoints: readonly Endpoint[],
  targets: ReadonlySet<number>,
): Generator<NetworkConnection> {
  const byTarget = new Map<number, { ports: ConnectionSet; readonly sides: Side[] }>();
  for (const { workload, allowed, sides } of ingressPaths(model)) {
    if (allowed.isEmpty || !targets.has(workload)) continue;
    const known = byTarget.get(workload) ?? { ports: ConnectionSet.none, sides: [] };
    known.ports = known.ports.union(allowed);
    known.sides.push(...sides);
    byTarget.set(workload, known);
  }
  for (const [target, { ports, sides }] of [...byTarget].sort(([a], [b]) => a - b)) {
    yield new NetworkConnection({ ingressController: true }, at(endpoints, target), ports, () => sides);
  }
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
