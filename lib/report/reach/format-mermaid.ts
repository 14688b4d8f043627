import { connectionGraph, nodesByGroup, type GraphEdge, type GraphNode } from './connection-graph';
import { mermaidComment, mermaidLabel } from '../escape/mermaid';
import type { ReachReport } from './reach-report';

/** A report as a Mermaid flowchart, which code hosts draw in Markdown: namespaces are subgraphs, assumptions are comments. */
export function* formatReachAsMermaid(report: ReachReport): Generator<string> {
  const graph = connectionGraph(report);
  const groups = [...nodesByGroup(graph)].flatMap(([group, nodes], i) =>
    group === undefined
      ? nodes.map((node) => `  ${nodeLine(node)}`)
      : [`  subgraph g${i}[${mermaidLabel(group)}]`, ...nodes.map((node) => `    ${nodeLine(node)}`), '  end'],
  );
  yield 'flowchart LR\n';
  for (const line of groups) yield `${line}\n`;
  for (const edge of graph.edges) yield `${edgeLine(edge)}\n`;
  for (const [i, { change }] of graph.edges.entries()) {
    if (change !== 'none') yield `  linkStyle ${i} stroke:${colors[change]}\n`;
  }
  for (const assumption of report.assumptions) yield `  ${mermaidComment(assumption)}\n`;
}

const colors = { added: 'green', removed: 'red', changed: 'orange' } as const;

function nodeLine({ id, title, subtitle }: GraphNode): string {
  return `${id}[${mermaidLabel(...[title, subtitle].filter((line) => line !== ''))}]`;
}

function edgeLine({ from, to, label, change }: GraphEdge): string {
  return change === 'removed'
    ? `  ${from} -. ${mermaidLabel(label)} .-> ${to}`
    : `  ${from} -- ${mermaidLabel(label)} --> ${to}`;
}
