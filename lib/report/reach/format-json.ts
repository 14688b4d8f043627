import type { ConnectionSet } from '../../reach/connection-set';
import type { ChangedConnection } from '../../reach/difference';
import type { Exposure } from '../../reach/exposure';
import type { NetworkConnection } from '../../reach/network-connection';
import type { UnknownPods } from '../../reach/unknown-pods';
import type { ReachReport } from './reach-report';

/**
 * A report as JSON: `{ connections: [{ from, to, ports: [{ protocol, from, to }], rules }], assumptions }`, with
 * `exposure` where it was asked for; or `{ added, removed, changed, assumptions }` for two trees.
 */
export function formatReachAsJson({ connections, exposure, difference, assumptions }: ReachReport): string {
  const body =
    difference === undefined
      ? { connections: connections.map(connectionOf), ...(exposure && { exposure: exposure.map(exposureOf) }) }
      : {
          added: difference.added.map(connectionOf),
          removed: difference.removed.map(connectionOf),
          changed: difference.changed.map(changeOf),
        };
  return `${JSON.stringify({ ...body, assumptions }, undefined, 2)}\n`;
}

function connectionOf(connection: NetworkConnection) {
  const { from, to, ports } = connection;
  return { from, to, ports: portsOf(ports), rules: connection.rules() };
}

function changeOf({ from, to, before, after, addedPorts, removedPorts }: ChangedConnection) {
  return {
    from,
    to,
    before: { ports: portsOf(before.ports), rules: before.rules() },
    after: { ports: portsOf(after.ports), rules: after.rules() },
    addedPorts: portsOf(addedPorts),
    removedPorts: portsOf(removedPorts),
  };
}

function exposureOf({ workload, direction, peer, ports, rules }: Exposure) {
  const { kind, namespace, name } = workload;
  return { workload: { kind, namespace, name }, direction, peer: peerOf(peer), ports: portsOf(ports), rules };
}

function peerOf({ namespace, labels }: UnknownPods) {
  if (typeof namespace === 'string') return { namespace, podLabels: labels };
  const anything = Object.keys(namespace).length === 0 && Object.keys(labels).length === 0;
  return anything ? { entireCluster: true } : { namespaceLabels: namespace, podLabels: labels };
}

function portsOf(ports: ConnectionSet) {
  return ports.ranges().map(({ protocol, from, to }) => ({ protocol, from, to }));
}
