import { connectionGraph, nodesByGroup, type GraphEdge, type GraphNode } from './connection-graph';
import { dotComment, dotLabel } from '../escape/dot';
import type { ReachReport } from './reach-report';

/** A report as a Graphviz graph: namespaces are clusters, assumptions are comments. */
export function formatReachAsDot(report: ReachReport): string {
  const graph = connectionGraph(report);
  const groups = [...nodesByGroup(graph)].flatMap(([group, nodes], i) =>
    group === undefined
      ? nodes.map((node) => `  ${nodeLine(node)}`)
      : [
          `  subgraph cluster_${i} {`,
          `    label=${dotLabel(group)};`,
          ...nodes.map((node) => `    ${nodeLine(node)}`),
          '  }',
        ],
  );
  return [
    'digraph reachability {',
    '  rankdir=LR;',
    '  node [shape=box];',
    ...groups,
    ...graph.edges.map(edgeLine),
    ...report.assumptions.map((assumption) => `  ${dotComment(assumption)}`),
    '}',
    '',
  ].join('\n');
}

const colors = { none: 'black', added: 'darkgreen', removed: 'red', changed: 'orange' } as const;

function nodeLine({ id, title, subtitle }: GraphNode): string {
  return `${id} [label=${dotLabel(...[title, subtitle].filter((line) => line !== ''))}];`;
}

function edgeLine({ from, to, label, change }: GraphEdge): string {
  const color = change === 'none' ? '' : ` color=${colors[change]}`;
  return `  ${from} -> ${to} [label=${dotLabel(label)}${color}];`;
}
