import { formatEndpoint } from '../../reach/questions/endpoint';
import type { NetworkConnection } from '../../reach/questions/network-connection';
import { formatUnknownPods } from '../../reach/space/unknown-pods';
import { workloadName } from '../../reach/space/workload-name';
import { escapeCsv } from '../escape/csv';
import { formatExposedPorts } from './format-exposed-ports';
import { formatPassing } from './format-passing';
import type { ReachReport } from './reach-report';

/** A report as comma-separated values (RFC 4180 but for the line ends, which are plain): one row a connection. */
export function formatReachAsCsv({ connections, exposure = [], difference }: ReachReport): string {
  const rows =
    difference === undefined
      ? [
          ['from', 'to', 'ports', 'rules'],
          ...connections.map(rowOf),
          ...exposure.map(({ workload, direction, peer, rules, ...passing }) => {
            const ends = [formatUnknownPods(peer), workloadName(workload)];
            return [
              ...(direction === 'ingress' ? ends : ends.reverse()),
              formatExposedPorts(passing),
              rules.join('; '),
            ];
          }),
        ]
      : [
          ['change', 'from', 'to', 'before', 'after'],
          ...difference.added.map((added) => ['added', ...endsOf(added), '', formatPassing(added)]),
          ...difference.removed.map((removed) => ['removed', ...endsOf(removed), formatPassing(removed), '']),
          ...difference.changed.map((changed) => {
            return ['changed', ...endsOf(changed), formatPassing(changed.before), formatPassing(changed.after)];
          }),
          ...difference.addedWorkloads.map((workload) => ['new workload', formatEndpoint(workload), '', '', '']),
          ...difference.removedWorkloads.map((workload) => ['removed workload', formatEndpoint(workload), '', '', '']),
        ];
  return `${rows.map((row) => row.map(escapeCsv).join(',')).join('\n')}\n`;
}

function rowOf(connection: NetworkConnection): readonly string[] {
  return [...endsOf(connection), formatPassing(connection), connection.rules().join('; ')];
}

function endsOf({ from, to }: Pick<NetworkConnection, 'from' | 'to'>): readonly string[] {
  return [formatEndpoint(from), formatEndpoint(to)];
}
