import { connectionGraph, nodesByGroup, type GraphEdge, type GraphNode } from './connection-graph';
import { dotComment, dotLabel } from '../escape/dot';
import type { ReachReport } from './reach-report';

/** A report as a Graphviz graph: namespaces are clusters, assumptions are comments. */
export function* formatReachAsDot(report: ReachReport): Generator<string> {
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
  yield 'digraph reachability {\n  rankdir=LR;\n  node [shape=box];\n';
  for (const line of groups) yield `${line}\n`;
  for (const edge of graph.edges) yield `${edgeLine(edge)}\n`;
  for (const assumption of report.assumptions) yield `  ${dotComment(assumption)}\n`;
  yield '}\n';
}

const colors = { none: 'black', added: 'darkgreen', removed: 'red', changed: 'orange' } as const;

function nodeLine({ id, title, subtitle }: GraphNode): string {
  return `${id} [label=${dotLabel(...[title, subtitle].filter((line) => line !== ''))}];`;
}

function edgeLine({ from, to, label, change }: GraphEdge): string {
  const color = change === 'none' ? '' : ` color=${colors[change]}`;
  return `  ${from} -> ${to} [label=${dotLabel(label)}${color}];`;
}
