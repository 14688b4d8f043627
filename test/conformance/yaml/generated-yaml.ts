import fc from 'fast-check';

/** Scalars that parsers disagree about. */
const scalars = [
  'a',
  'b:',
  'b: ',
  ':c',
  '::',
  'a:b',
  'http://x:80/',
  'a#b',
  '1',
  '0123',
  '08',
  '0x1F',
  '0o14',
  '0b11',
  '1_000',
  '1.20',
  '12e4567',
  '1e3',
  '.5',
  '5.',
  '-0',
  '9007199254740993',
  '18446744073709551615',
  '18446744073709551616',
  '12:30',
  'yes',
  'no',
  'y',
  'Null',
  '~',
  'null',
  'true',
  '2001-12-14',
  '"q: [x]"',
  "'it''s'",
  '"a\\nb"',
  '"tab\\t"',
  '- x',
  '-x',
  '-1',
  '?x',
  'x?y',
  '*',
  '&a',
  '!!str 1',
  'a b',
  'a, b',
  'x ]',
  '<<',
  '=',
  '.nan',
  '%x',
  '@x',
  '`x`',
  '|',
  '>',
  '""',
  "''",
  'a #c',
  '# c',
  '"#"',
  '{{ x }}',
  '1:',
  '-',
  '.',
] as const;

const keys = ['a', 'b', 'c', '"d"', "'e'", '1', '0123', 'true', 'x y', 'f:g', '1.5', 'null', '? g'] as const;

interface Tree {
  readonly kind: 'scalar' | 'list' | 'map';
  readonly text: string;
  readonly items: readonly (readonly [string, Tree])[];
  readonly style: 'block' | 'flow' | 'lines' | 'dedented';
}

const tree: fc.Memo<Tree> = fc.memo((depth): fc.Arbitrary<Tree> => {
  const scalar = fc.constantFrom(...scalars).map((text): Tree => ({ kind: 'scalar', text, items: [], style: 'block' }));
  if (depth <= 1) return scalar;
  const inner = fc.record({
    kind: fc.constantFrom('list' as const, 'map' as const),
    text: fc.constantFrom('|', '>', '|-', '>+', '&x', ''),
    items: fc.uniqueArray(fc.tuple(fc.constantFrom(...keys), tree(depth - 1)), {
      maxLength: 3,
      selector: ([key]) => key,
    }),
    style: fc.constantFrom('block' as const, 'flow' as const, 'lines' as const, 'dedented' as const),
  });
  return fc.oneof({ weight: 2, arbitrary: scalar }, { weight: 3, arbitrary: inner });
});

/** Streams of YAML, most of which some parser reads, in every style and many indentations. */
export const generatedYaml: fc.Arbitrary<string> = fc
  .record({
    root: tree(4).filter(({ kind }) => kind !== 'scalar'),
    indent: fc.constantFrom(1, 2, 4),
    head: fc.constantFrom('', '', '', '---\n', '--- # c\n', '# c\n', '%YAML 1.1\n---\n', '--- '),
    tail: fc.constantFrom('\n', '', '\n...\n', '\n---\nz: 1\n', '\n# end'),
  })
  .map(({ root, indent, head, tail }) => `${head}${block(root, 0, indent)}${tail}`)
  // kubectl takes it for JSON first, and fails at the dots.
  .filter((stream) => !/^\s*\{[^]*\n\.\.\.\n$/.test(stream));

function block(node: Tree, column: number, indent: number): string {
  const at = ' '.repeat(column);
  if (node.kind === 'scalar') return node.text;
  if (node.style !== 'block') return flow(node, column, indent);
  if (node.items.length === 0) return node.kind === 'list' ? '[]' : '{}';
  return node.items
    .map(([key, value], index) => {
      const lead = index === 0 ? '' : at;
      const isBlock = value.kind !== 'scalar' && value.style === 'block' && value.items.length > 0;
      const inner = column + indent;
      if (node.kind === 'list') return `${lead}- ${block(value, column + 2, indent)}`;
      if (value.kind === 'scalar' && (value.text === '|' || value.text === '>')) {
        return `${lead}${key}: ${value.text}\n${' '.repeat(inner)}text [\n${' '.repeat(inner)} ]: x`;
      }
      return isBlock
        ? `${lead}${key}:\n${' '.repeat(inner)}${block(value, inner, indent)}`
        : `${lead}${key}: ${block(value, inner, indent)}`;
    })
    .join('\n');
}

function flow(node: Tree, column: number, indent: number): string {
  if (node.kind === 'scalar') return node.text;
  const [open, close] = node.kind === 'list' ? ['[', ']'] : ['{', '}'];
  const parts = node.items.map(([key, value]) => {
    const text = flow(value, column, indent);
    return node.kind === 'list' ? text : `${key}: ${text}`;
  });
  if (node.style === 'flow') return `${open}${parts.join(', ')}${close}`;
  const at = node.style === 'lines' ? ' '.repeat(column + indent) : '';
  const end = node.style === 'lines' ? ' '.repeat(Math.max(0, column - indent)) : '';
  return `${open}\n${parts.map((part) => `${at}${part}`).join(',\n')}\n${end}${close}`;
}
