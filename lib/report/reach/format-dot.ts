import { connectionGraph, nodesByGroup, type GraphEdge, type GraphNode } from './connection-graph';
import type { ReachReport } from './reach-report';

/** A report as a Graphviz graph: namespaces are clusters, assumptions are comments. */
export function formatReachAsDot(report: ReachReport): string {
  const graph = connectionGraph(report);
  const groups = [...nodesByGroup(graph)].flatMap(([group, nodes], i) =>
    group === undefined
      ? nodes.map((node) => `  ${nodeLine(node)}`)
      : [
          `  subgraph cluster_${i} {`,
          `    label=${quoted(group)};`,
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
    ...report.assumptions.map((assumption) => `  // ${assumption.replaceAll('\n', ' ')}`),
    '}',
    '',
  ].join('\n');
}

const colors = { none: 'black', added: 'darkgreen', removed: 'red', changed: 'orange' } as const;

function nodeLine({ id, title, subtitle }: GraphNode): string {
  return `${id} [label=${quoted(subtitle === '' ? title : `${title}\n${subtitle}`)}];`;
}

function edgeLine({ from, to, label, change }: GraphEdge): string {
  const color = change === 'none' ? '' : ` color=${colors[change]}`;
  return `  ${from} -> ${to} [label=${quoted(label)}${color}];`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
