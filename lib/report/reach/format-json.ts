import { ConnectionSet } from '../../reach/sets/connection-set';
import type { ChangedConnection } from '../../reach/questions/difference';
import type { Exposure } from '../../reach/questions/exposure';
import type { RequestMatch } from '../../reach/mesh/request-match';
import { formatPattern } from '../../reach/mesh/text-pattern';
import type { NetworkConnection } from '../../reach/questions/network-connection';
import type { UnknownPods } from '../../reach/space/unknown-pods';
import { jsonPieces } from '../escape/json';
import type { ReachReport } from './reach-report';

/**
 * A report as JSON: `{ connections: [{ from, to, ports: [{ protocol, from, to }], rules }], assumptions }`, with
 * `exposure` where it was asked for; or `{ added, removed, changed, addedWorkloads, removedWorkloads, assumptions }` for two trees. Where a mesh lets some
 * requests through and not others, the connection has `http: [{ ports, methods, paths, hosts, when, except }]` as well.
 */
export function formatReachAsJson({ connections, exposure, difference, assumptions }: ReachReport): Iterable<string> {
  if (difference === undefined) {
    return jsonPieces({
      connections: each(connections, connectionOf),
      ...(exposure && { exposure: each(exposure, exposureOf) }),
      assumptions,
    });
  }
  return jsonPieces({
    added: each(difference.added, connectionOf),
    removed: each(difference.removed, connectionOf),
    changed: each(difference.changed, changeOf),
    addedWorkloads: difference.addedWorkloads,
    removedWorkloads: difference.removedWorkloads,
    assumptions,
  });
}

function* each<T>(items: Iterable<T>, written: (item: T) => unknown): Generator<unknown> {
  for (const item of items) yield written(item);
}

function connectionOf(connection: NetworkConnection) {
  const { from, to } = connection;
  return { from, to, ...passingOf(connection) };
}

/** `ports` are proved to pass; `unproved` has those that may or may not, and why. */
function passingOf(connection: NetworkConnection) {
  const { ports, unproved, restrictions } = connection;
  return {
    ports: portsOf(ports.subtract(unproved)),
    ...(unproved.isEmpty ? {} : { unproved: { ports: portsOf(unproved), reasons: connection.doubts() } }),
    rules: connection.rules(),
    ...requestsOf(restrictions),
  };
}

function changeOf({ from, to, before, after, addedPorts, removedPorts }: ChangedConnection) {
  return {
    from,
    to,
    before: passingOf(before),
    after: passingOf(after),
    addedPorts: portsOf(addedPorts),
    removedPorts: portsOf(removedPorts),
  };
}

/** `ports` and `portNames` are proved to pass; `unproved` has those that may or may not, and why. */
function exposureOf({ workload, direction, peer, ports, unproved, portNames, rules, reasons }: Exposure) {
  const { kind, namespace, name } = workload;
  return {
    workload: { kind, namespace, name },
    direction,
    peer: peerOf(peer),
    ports: portsOf(ports.subtract(unproved)),
    ...namesOf(portNames.filter((each) => each.unproved !== true)),
    ...(reasons.length > 0 && {
      unproved: {
        ports: portsOf(unproved),
        ...namesOf(portNames.filter((each) => each.unproved === true)),
        reasons,
      },
    }),
    rules,
  };
}

function namesOf(portNames: Exposure['portNames']) {
  if (portNames.length === 0) return {};
  return { portNames: portNames.map(({ name, protocol }) => (protocol === undefined ? { name } : { name, protocol })) };
}

function peerOf({ except = [], ...pods }: UnknownPods) {
  return { ...selectedBy(pods), ...(except.length > 0 && { except: except.map(selectedBy) }) };
}

function selectedBy({ namespace, labels }: UnknownPods) {
  if (typeof namespace === 'string') return { namespace, podLabels: labels };
  const anything = Object.keys(namespace).length === 0 && Object.keys(labels).length === 0;
  return anything ? { entireCluster: true } : { namespaceLabels: namespace, podLabels: labels };
}

/** One entry for each set of requests that may pass on some ports; nothing where everything may. */
function requestsOf(restrictions: NetworkConnection['restrictions']) {
  if (restrictions.length === 0) return {};
  const http = restrictions.flatMap(({ ports, requests }) => {
    const on = portsOf(ConnectionSet.ofIntervals('TCP', ports));
    return requests.map(({ match, except }) => ({
      ports: on,
      ...matchOf(match),
      ...(except.length === 0 ? {} : { except: except.map(matchOf) }),
    }));
  });
  return { http };
}

function matchOf({ atoms, when }: RequestMatch) {
  const fields = new Map<string, readonly string[]>();
  for (const { attribute, patterns, negated } of atoms) {
    const name = negated ? notFields[attribute] : matchFields[attribute];
    fields.set(name, [...(fields.get(name) ?? []), ...patterns.map(formatPattern)]);
  }
  return { ...Object.fromEntries(fields), ...(when.length === 0 ? {} : { when }) };
}

const matchFields = { method: 'methods', path: 'paths', host: 'hosts' } as const;
const notFields = { method: 'notMethods', path: 'notPaths', host: 'notHosts' } as const;

function portsOf(ports: ConnectionSet) {
  return ports.ranges().map(({ protocol, from, to }) => ({ protocol, from, to }));
}
