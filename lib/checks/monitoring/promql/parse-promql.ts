// @ts-expect-error TS1479: its types are those of its ES module alone, and what is required is CommonJS.
import { parser } from '@prometheus-io/lezer-promql';

type Tree = ReturnType<typeof parser.parse>;
export type PromqlNode = Tree['topNode'];

/** An expression of PromQL that was read. */
export interface ParsedPromql {
  readonly text: string;
  readonly root: PromqlNode;
  /** Where the text is no PromQL, by its first letter; undefined where it is. */
  readonly brokenAt: number | undefined;
}

/** Longer texts are not read: nobody writes them, and what is no PromQL takes long to tell. */
const longest = 16_384;
const deepest = 400;

/** Reads an expression by the grammar of Prometheus; undefined where it is longer or nested deeper than anybody's. */
export function parsePromql(text: string): ParsedPromql | undefined {
  if (text.length > longest) return undefined;
  const tree = parser.parse(text);
  let brokenAt: number | undefined;
  let depth = 0;
  let depths = 0;
  tree.iterate({
    enter(node) {
      if (node.type.isError) brokenAt ??= node.from;
      depth += 1;
      depths = Math.max(depths, depth);
    },
    leave() {
      depth -= 1;
    },
  });
  if (depths > deepest) return undefined;
  return { text, root: tree.topNode, brokenAt: tree.topNode.firstChild === null ? 0 : brokenAt };
}

/** The parts of a node, in order. */
export function childrenOf(node: PromqlNode): readonly PromqlNode[] {
  const children: PromqlNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** The names of series that an expression asks for. */
export function seriesIn({ text, root }: ParsedPromql): ReadonlySet<string> {
  const names = new Set<string>();
  root.cursor().iterate(({ node }) => {
    if (node.name !== 'VectorSelector') return;
    const [name] = childrenOf(node);
    if (name?.name === 'Identifier') names.add(text.slice(name.from, name.to));
  });
  return names;
}
