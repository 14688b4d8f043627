import * as fc from 'fast-check';
import { reachFormats } from '../../../lib/report/reach/reach-formats';
import type { ReachReport } from '../../../lib/report/reach/reach-report';
import { reachability } from '../../../lib/reach/questions/reachability';
import { deployment, networkPolicy, tree } from '../../reach/tree';

const only = (name: string, ...from: readonly string[]) =>
  networkPolicy(`shop/${name}`, {
    podSelector: { matchLabels: { app: name } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: from.map((app) => ({ from: [{ podSelector: { matchLabels: { app } } }], ports: [{ port: 8080 }] })),
    egress: [{ to: [{ podSelector: {} }] }],
  });

const chain = reachability(
  tree(...['a', 'b', 'c'].map((name) => deployment(`shop/${name}`)), only('a'), only('b', 'a'), only('c', 'b')),
);
const report: ReachReport = { connections: chain.connections(), assumptions: chain.assumptions };

function formatted(name: string, what = report): string {
  const format = reachFormats.find((each) => each.name === name);
  if (format === undefined) throw new Error(name);
  return [...format.format(what)].join('');
}

test('CSV has a row for each connection', () => {
  expect(formatted('csv')).toBe(
    [
      'from,to,ports,rules',
      'shop/a (Deployment),shop/b (Deployment),TCP 8080,NetworkPolicy shop/a spec.egress[0]; NetworkPolicy shop/b spec.ingress[0]',
      'shop/b (Deployment),shop/c (Deployment),TCP 8080,NetworkPolicy shop/b spec.egress[0]; NetworkPolicy shop/c spec.ingress[0]',
      '',
    ].join('\n'),
  );
});

test('Mermaid takes no name for markup', () => {
  const odd = reachability(tree(deployment('shop/a"]<script>'), deployment('shop/b')));
  const text = formatted('mermaid', { connections: odd.connections(), assumptions: [] });
  expect(text).toContain('n0["a#quot;]#lt;script#gt;<br>Deployment"]');
});

test('Graphviz groups workloads by namespace', () => {
  expect(formatted('dot')).toBe(
    [
      'digraph reachability {',
      '  rankdir=LR;',
      '  node [shape=box];',
      '  subgraph cluster_1 {',
      '    label="shop";',
      '    n0 [label="a\\nDeployment"];',
      '    n1 [label="b\\nDeployment"];',
      '    n2 [label="c\\nDeployment"];',
      '  }',
      '  n0 -> n1 [label="TCP 8080"];',
      '  n1 -> n2 [label="TCP 8080"];',
      ...chain.assumptions.map((assumption) => `  // ${assumption}`),
      '}',
      '',
    ].join('\n'),
  );
});

test('Mermaid groups workloads by namespace', () => {
  expect(formatted('mermaid')).toBe(
    [
      'flowchart LR',
      '  subgraph g1["shop"]',
      '    n0["a<br>Deployment"]',
      '    n1["b<br>Deployment"]',
      '    n2["c<br>Deployment"]',
      '  end',
      '  n0 -- "TCP 8080" --> n1',
      '  n1 -- "TCP 8080" --> n2',
      ...chain.assumptions.map((assumption) => `  %% ${assumption}`),
      '',
    ].join('\n'),
  );
});

test('the picture puts each box right of those that reach it, and none over another', () => {
  const svg = formatted('svg');
  const boxes = [...svg.matchAll(/<rect x="(\d+)" y="(-?\d+)" width="(\d+)" height="(\d+)"/g)].map(([, ...numbers]) =>
    numbers.map(Number),
  );
  expect(boxes.map(([x]) => x)).toEqual([...boxes.map(([x]) => x)].sort((a = 0, b = 0) => a - b));
  expect(new Set(boxes.map(([x]) => x)).size).toBe(3);
  expect([...svg.matchAll(/marker-end/g)]).toHaveLength(2);
  expect(svg).toContain('<title>a → b: TCP 8080</title>');
});

test('every format of every difference ends with a newline, and names what was added and removed', () => {
  const base = reachability(
    tree(...['a', 'b', 'c'].map((name) => deployment(`shop/${name}`)), only('a', 'c'), only('b', 'a'), only('c')),
  );
  const difference = chain.diff(base);
  for (const { name } of reachFormats) {
    const text = formatted(name, { ...report, difference });
    expect(text.endsWith('\n')).toBe(true);
    expect(text).not.toBe(formatted(name));
  }
  expect(formatted('text', { ...report, difference })).toContain(
    '+ shop/b (Deployment) => shop/c (Deployment): TCP 8080\n- shop/c (Deployment) => shop/a (Deployment): TCP 8080\n',
  );
});

test('a picture of any graph, with cycles or without, draws every box and every arrow, and no box over another', () => {
  const edges = fc.uniqueArray(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20, selector: ([a, b]) => `${a} ${b}` });
  fc.assert(
    fc.property(edges, (pairs) => {
      const names = Array.from({ length: 8 }, (_, i) => `w${i}`);
      const policies = names.map((name, i) =>
        only(name, ...pairs.flatMap(([from, to]) => (to === i ? [`w${from}`] : []))),
      );
      const connections = reachability(
        tree(...names.map((name) => deployment(`shop/${name}`)), ...policies),
      ).connections();
      const svg = formatted('svg', { connections, assumptions: [] });
      const boxes = [...svg.matchAll(/<rect x="(\d+)" y="(-?\d+)" width="(\d+)" height="(\d+)"/g)].map(
        ([, ...numbers]) => numbers.map(Number),
      );
      expect([...svg.matchAll(/marker-end/g)]).toHaveLength(connections.length);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      for (const [i, [x = 0, y = 0, , height = 0]] of boxes.entries()) {
        for (const [otherX = 0, otherY = 0, , otherHeight = 0] of boxes.slice(i + 1)) {
          expect(x !== otherX || y + height <= otherY || otherY + otherHeight <= y).toBe(true);
        }
      }
    }),
    { numRuns: 50 },
  );
});
