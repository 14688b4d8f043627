import { formatEndpoint, type Endpoint } from '../../reach/questions/endpoint';
import type { ReachabilityDifference } from '../../reach/questions/difference';
import type { Exposure } from '../../reach/questions/exposure';
import type { NetworkConnection } from '../../reach/questions/network-connection';
import { formatUnknownPods } from '../../reach/space/unknown-pods';
import { workloadName } from '../../reach/space/workload-name';
import { printable } from '../../manifest/objects/printable';
import { formatExposedPorts } from './format-exposed-ports';
import { formatPassing } from './format-passing';
import type { ReachFormatOptions, ReachReport } from './reach-report';

/** A report for reading: one line a connection, below it the rules that decide it where asked, assumptions last. */
export function* formatReachAsText(
  { connections, exposure, difference, assumptions }: ReachReport,
  { explain = false }: ReachFormatOptions = {},
): Generator<string> {
  let isEmpty = true;
  const lines = difference === undefined ? connectionLines(connections, explain) : differenceLines(difference, explain);
  for (const line of lines) {
    isEmpty = false;
    yield `${line}\n`;
  }
  if (isEmpty) yield difference === undefined ? 'No connections.\n' : 'No differences.\n';
  if (exposure !== undefined) {
    yield '\nExposure to pods that the manifests do not contain:\n';
    for (const line of exposureLines(exposure, explain)) yield `${line}\n`;
  }
  yield `\n${formatAssumptions(assumptions)}`;
}

function* connectionLines(connections: Iterable<NetworkConnection>, explain: boolean): Generator<string> {
  for (const connection of connections) {
    yield withRules(`${arrow(connection)}: ${formatPassing(connection)}`, connection, explain);
  }
}

/** What an answer takes for granted, one line each, as it stands below every answer. */
export function formatAssumptions(assumptions: readonly string[]): string {
  return ['Assumptions:', ...assumptions.map((assumption) => `- ${printable(assumption)}`), ''].join('\n');
}

function differenceLines(difference: ReachabilityDifference, explain: boolean): readonly string[] {
  const { added, removed, changed, addedWorkloads, removedWorkloads } = difference;
  return [
    ...added.map((connection) =>
      withRules(`+ ${arrow(connection)}: ${formatPassing(connection)}`, connection, explain),
    ),
    ...removed.map((connection) =>
      withRules(`- ${arrow(connection)}: ${formatPassing(connection)}`, connection, explain),
    ),
    ...changed.map((change) => {
      const line = `~ ${arrow(change)}: ${formatPassing(change.before)} → ${formatPassing(change.after)}`;
      return withRules(line, change.after, explain);
    }),
    ...addedWorkloads.map((workload) => printable(`+ ${formatEndpoint(workload)}: new workload`)),
    ...removedWorkloads.map((workload) => printable(`- ${formatEndpoint(workload)}: removed workload`)),
  ];
}

function exposureLines(exposure: readonly Exposure[], explain: boolean): readonly string[] {
  if (exposure.length === 0) return ['none'];
  return exposure.map(({ workload, direction, peer, rules, reasons, ...passing }) => {
    const ends = [formatUnknownPods(peer), workloadName(workload)];
    const [from, to] = direction === 'ingress' ? ends : ends.reverse();
    return indented(`${from} => ${to}: ${formatExposedPorts(passing)}`, [
      ...(explain ? rules : []),
      ...reasons.map((reason) => `unproved: ${reason}`),
    ]);
  });
}

function arrow({ from, to }: { readonly from: Endpoint; readonly to: Endpoint }): string {
  return `${formatEndpoint(from)} => ${formatEndpoint(to)}`;
}

function withRules(line: string, connection: NetworkConnection, explain: boolean): string {
  return indented(
    line,
    explain ? [...connection.rules(), ...connection.doubts().map((doubt) => `unproved: ${doubt}`)] : [],
  );
}

function indented(line: string, rules: readonly string[]): string {
  return [printable(line), ...rules.map((rule) => `    ${printable(rule)}`)].join('\n');
}
