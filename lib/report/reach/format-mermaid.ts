import { connectionGraph, nodesByGroup, type GraphEdge, type GraphNode } from './connection-graph';
import { mermaidComment, mermaidLabel } from '../escape/mermaid';
import type { ReachReport } from './reach-report';

/** A report as a Mermaid flowchart, which code hosts draw in Markdown: namespaces are subgraphs, assumptions are comments. */
export function formatReachAsMermaid(report: ReachReport): string {
  const graph = connectionGraph(report);
  const groups = [...nodesByGroup(graph)].flatMap(([group, nodes], i) =>
    group === undefined
      ? nodes.map((node) => `  ${nodeLine(node)}`)
      : [`  subgraph g${i}[${mermaidLabel(group)}]`, ...nodes.map((node) => `    ${nodeLine(node)}`), '  end'],
  );
  const colored = graph.edges.flatMap(({ change }, i) =>
    change === 'none' ? [] : [`  linkStyle ${i} stroke:${colors[change]}`],
  );
  const comments = report.assumptions.map((assumption) => `  ${mermaidComment(assumption)}`);
  return ['flowchart LR', ...groups, ...graph.edges.map(edgeLine), ...colored, ...comments, ''].join('\n');
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
