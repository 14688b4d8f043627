import type { ReachabilityDifference } from '../../reach/questions/difference';
import { formatEndpoint } from '../../reach/questions/endpoint';
import type { Exposure } from '../../reach/questions/exposure';
import type { NetworkConnection } from '../../reach/questions/network-connection';
import { formatUnknownPods } from '../../reach/space/unknown-pods';
import { workloadName } from '../../reach/space/workload-name';
import { escapeCsv } from '../escape/csv';
import { formatExposedPorts } from './format-exposed-ports';
import { formatPassing } from './format-passing';
import type { ReachReport } from './reach-report';

/** A report as comma-separated values (RFC 4180 but for the line ends, which are plain): one row a connection. */
export function* formatReachAsCsv({ connections, exposure = [], difference }: ReachReport): Generator<string> {
  const rows = difference === undefined ? connectionRows(connections, exposure) : differenceRows(difference);
  for (const row of rows) yield `${row.map(escapeCsv).join(',')}\n`;
}

type Row = readonly string[];

function* connectionRows(connections: Iterable<NetworkConnection>, exposure: readonly Exposure[]): Generator<Row> {
  yield ['from', 'to', 'ports', 'rules'];
  for (const connection of connections) {
    yield [...endsOf(connection), formatPassing(connection), connection.rules().join('; ')];
  }
  for (const { workload, direction, peer, rules, ...passing } of exposure) {
    const ends = [formatUnknownPods(peer), workloadName(workload)];
    yield [...(direction === 'ingress' ? ends : ends.reverse()), formatExposedPorts(passing), rules.join('; ')];
  }
}

function* differenceRows(difference: ReachabilityDifference): Generator<Row> {
  yield ['change', 'from', 'to', 'before', 'after'];
  for (const added of difference.added) yield ['added', ...endsOf(added), '', formatPassing(added)];
  for (const removed of difference.removed) yield ['removed', ...endsOf(removed), formatPassing(removed), ''];
  for (const changed of difference.changed)
    yield ['changed', ...endsOf(changed), formatPassing(changed.before), formatPassing(changed.after)];
  for (const workload of difference.addedWorkloads) yield ['new workload', formatEndpoint(workload), '', '', ''];
  for (const workload of difference.removedWorkloads) yield ['removed workload', formatEndpoint(workload), '', '', ''];
}

function endsOf({ from, to }: Pick<NetworkConnection, 'from' | 'to'>): readonly string[] {
  return [formatEndpoint(from), formatEndpoint(to)];
}
