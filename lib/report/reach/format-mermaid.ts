import { connectionGraph, nodesByGroup, type GraphEdge, type GraphNode } from './connection-graph';
import type { ReachReport } from './reach-report';

/** A report as a Mermaid flowchart, which code hosts draw in Markdown: namespaces are subgraphs, assumptions are comments. */
export function formatReachAsMermaid(report: ReachReport): string {
  const graph = connectionGraph(report);
  const groups = [...nodesByGroup(graph)].flatMap(([group, nodes], i) =>
    group === undefined
      ? nodes.map((node) => `  ${nodeLine(node)}`)
      : [`  subgraph g${i}[${quoted(group)}]`, ...nodes.map((node) => `    ${nodeLine(node)}`), '  end'],
  );
  const colored = graph.edges.flatMap(({ change }, i) =>
    change === 'none' ? [] : [`  linkStyle ${i} stroke:${colors[change]}`],
  );
  // Braces would make a comment a directive.
  const comments = report.assumptions.map((assumption) => `  %% ${assumption.replaceAll(/[\n{}]/g, ' ')}`);
  return ['flowchart LR', ...groups, ...graph.edges.map(edgeLine), ...colored, ...comments, ''].join('\n');
}

const colors = { added: 'green', removed: 'red', changed: 'orange' } as const;

function nodeLine({ id, title, subtitle }: GraphNode): string {
  return `${id}[${quoted(...[title, subtitle].filter((line) => line !== ''))}]`;
}

function edgeLine({ from, to, label, change }: GraphEdge): string {
  return change === 'removed' ? `  ${from} -. ${quoted(label)} .-> ${to}` : `  ${from} -- ${quoted(label)} --> ${to}`;
}

/** Mermaid knows entities alone as an escape, and takes what stands in angle brackets for HTML. */
function quoted(...lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    line.replaceAll('"', '#quot;').replaceAll('<', '#lt;').replaceAll('>', '#gt;').replaceAll('\n', ' '),
  );
  return `"${escaped.join('<br>')}"`;
}
