import fc from 'fast-check';
import { blockScalarContents, blockScalarHeaders, keys, oneLineScalars, severalLineScalars } from './yaml-scalars';

interface Tree {
  readonly kind: 'scalar' | 'block scalar' | 'list' | 'map';
  /** Of a scalar. */
  readonly text: string;
  readonly items: readonly (readonly [string, Tree])[];
  readonly style: 'block' | 'flow' | 'lines' | 'dedented' | 'loose';
  /** Stands before a list or a map: an anchor, a tag, or nothing. */
  readonly properties: string;
  /** Stands behind the items of a list or a map, in turn. */
  readonly comments: readonly string[];
}

const leaf = { items: [], style: 'block', properties: '', comments: [] } as const;

const plainly: fc.Arbitrary<string> = fc.constant('');
const properties = often(plainly, fc.constantFrom('&a ', '!!map ', '!!seq ', '!x ', '&b !!map ', '&c '));
const comments = fc.array(
  often(plainly, fc.constantFrom(' # c', '\t# c', '\n# c', '\n    # c', ' #: {', '#c', ' ', '\t')),
  { minLength: 1, maxLength: 3 },
);

function often(usual: fc.Arbitrary<string>, rare: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof({ weight: 24, arbitrary: usual }, { weight: 1, arbitrary: rare });
}

const usualScalars = fc.constantFrom(...oneLineScalars.slice(0, 40));
const usualKeys = fc.constantFrom('a', 'b', 'c', '"d"', "'e'", 'f:g', 'x y');

const scalar: fc.Arbitrary<Tree> = fc
  .oneof(
    { weight: 24, arbitrary: usualScalars },
    { weight: 5, arbitrary: fc.constantFrom(...oneLineScalars) },
    { weight: 1, arbitrary: fc.constantFrom(...severalLineScalars) },
  )
  .map((text) => ({ ...leaf, kind: 'scalar', text }));

const blockScalar: fc.Arbitrary<Tree> = fc
  .tuple(fc.constantFrom(...blockScalarHeaders), fc.constantFrom(...blockScalarContents))
  .map(([header, content]) => ({ ...leaf, kind: 'block scalar', text: `${header}\n${content}` }));

const tree: fc.Memo<Tree> = fc.memo((depth): fc.Arbitrary<Tree> => {
  if (depth <= 1) {
    return fc.oneof({ weight: 5, arbitrary: scalar }, { weight: 1, arbitrary: blockScalar });
  }
  const inner = fc.record({
    kind: fc.constantFrom('list' as const, 'map' as const),
    text: fc.constant(''),
    items: fc.array(fc.tuple(often(usualKeys, fc.constantFrom(...keys)), tree(depth - 1)), { maxLength: 3 }),
    style: fc.constantFrom(
      'block' as const,
      'block' as const,
      'flow' as const,
      'lines' as const,
      'dedented' as const,
      'loose' as const,
    ),
    properties,
    comments,
  });
  return fc.oneof(
    { weight: 4, arbitrary: scalar },
    { weight: 1, arbitrary: blockScalar },
    { weight: 7, arbitrary: inner },
  );
});

const heads = [
  '---\n',
  '--- # c\n',
  '# c\n',
  '\n',
  '%YAML 1.1\n---\n',
  '%TAG !e! tag:e,2000:\n---\n',
  '--- ',
  '\uFEFF',
];
const tails = [
  '',
  '\n...\n',
  '\n---\nz: 1\n',
  '\n--- \n# c\nz: 1',
  '\n...\n---\nz: 1\n',
  '\n# end',
  '\n---\n',
  '\n \n',
];

const lineEnds = ['\n', '\n', '\n', '\n', '\r\n'] as const;

/** Streams of YAML, most of which some parser reads, in every style and many indentations. */
export const generatedYaml: fc.Arbitrary<string> = fc
  .record({
    root: tree(4).filter(({ kind }) => kind === 'list' || kind === 'map'),
    indent: fc.constantFrom(1, 2, 4),
    head: often(plainly, fc.constantFrom(...heads)),
    tail: often(fc.constant('\n'), fc.constantFrom(...tails)),
    lineEnd: fc.constantFrom(...lineEnds),
  })
  .map(({ root, indent, head, tail, lineEnd }) => {
    const stream = `${head}${block(root, 0, indent)}${tail}`;
    return lineEnd === '\n' ? stream : stream.replaceAll('\n', lineEnd);
  })
  .filter((stream) => !isLeftOut(stream));

/**
 * What is left out, for the reason beside it. No manifest looks like this, and each would need a rule of its own.
 */
const leftOut: readonly RegExp[] = [
  // kubectl takes it for JSON first, and says of what stands behind the value what it says of JSON.
  /^\s*\{[^]*\n\.\.\.\r?\n/,
  /^\s*[\u0085\uFEFF]\s*\{|\}\s*\u0085|[0-9]e[0-9]{3}/,
  // Markers and directives that do not start their line, or start it with text.
  /^[ \t\u2028\u0085\r]+(---|%)|^%\S+ *\r?$/m,
  // Control characters that only a comment holds; a mark within brackets; a bracket in a tag.
  /#[^\n]*[\0-\x08\x7f]|\n\uFEFF,|![\]},]/,
];

function isLeftOut(stream: string): boolean {
  return leftOut.some((pattern) => pattern.test(stream));
}

function block(node: Tree, column: number, indent: number): string {
  if (node.kind === 'scalar') return indented(node.text, column);
  if (node.kind === 'block scalar') return indented(node.text, Math.max(1, column));
  if (node.style !== 'block') return flow(node, column, indent);
  if (node.items.length === 0) return node.kind === 'list' ? '[]' : '{}';
  return node.items
    .map(([key, value], index) => {
      const lead = index === 0 ? '' : ' '.repeat(column);
      const behind = node.comments[index % node.comments.length] ?? '';
      const isBlock =
        (value.kind === 'list' || value.kind === 'map') && value.style === 'block' && value.items.length > 0;
      const inner = column + indent;
      const properties = value.kind === 'list' || value.kind === 'map' ? value.properties : '';
      if (node.kind === 'list') {
        return properties === '' || !isBlock
          ? `${lead}- ${properties}${block(value, column + 2, indent)}${value.kind === 'block scalar' ? '' : behind}`
          : `${lead}- ${properties}\n${' '.repeat(column + 2)}${block(value, column + 2, indent)}`;
      }
      return isBlock
        ? `${lead}${key}: ${properties}${behind}\n${' '.repeat(inner)}${block(value, inner, indent)}`
        : `${lead}${key}: ${properties}${block(value, inner, indent)}${value.kind === 'block scalar' ? '' : behind}`;
    })
    .join('\n');
}

function indented(text: string, column: number): string {
  return text.replaceAll('\n>', `\n${' '.repeat(column)}`);
}

function flow(node: Tree, column: number, indent: number): string {
  if (node.kind === 'scalar' || node.kind === 'block scalar') return indented(node.text, column + indent);
  const [open, close] = node.kind === 'list' ? ['[', ']'] : ['{', '}'];
  const parts = node.items.map(([key, value]) => {
    const text = flow(value, column, indent);
    if (node.kind === 'list') return node.style === 'loose' && text !== '' ? `${key}: ${text}` : text;
    if (node.style === 'loose') return text === 'a' ? key : `${key}:${text}`;
    return `${key}: ${text}`;
  });
  const [behind = ''] = node.comments;
  const ends = behind === '' || behind.trim() === '' ? behind : `${behind}\n${' '.repeat(column)}`;
  if (node.style === 'flow') return `${open}${parts.join(', ')}${close}`;
  if (node.style === 'loose') return `${open} ${parts.join(' ,')}${parts.length > 0 ? ',' : ''}${ends}${close}`;
  const at = node.style === 'lines' ? ' '.repeat(column + indent) : '';
  const end = node.style === 'lines' ? ' '.repeat(Math.max(0, column - indent)) : '';
  return `${open}${behind}\n${parts.map((part) => `${at}${part}`).join(`,${behind}\n`)}\n${end}${close}`;
}

const tokens = [
  ' ',
  '  ',
  '\t',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  ':',
  ': ',
  '- ',
  '#',
  ' # c',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ',',
  '|',
  '>',
  '|\n',
  '&a ',
  '*a',
  '!!str ',
  '!x ',
  '? ',
  '?',
  '%',
  '\n---\n',
  '\n...\n',
  '\uFEFF',
  '\u0085',
  '\u2028',
  '\u0000',
  'é',
  '😀',
  '\\',
  '@',
  '`',
  '<<: ',
  '0',
  '-',
  '=',
] as const;

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  remove: fc.constantFrom(0, 0, 0, 1, 2),
  insert: fc.constantFrom(...tokens, ''),
});

/** Streams of YAML with a few characters more or less, many of which nobody reads. */
export const mutatedYaml: fc.Arbitrary<string> = fc
  .tuple(generatedYaml, fc.array(edit, { minLength: 1, maxLength: 3 }))
  .map(([stream, edits]) =>
    edits.reduce((text, { at, remove, insert }) => {
      const offset = Math.floor(at * text.length);
      return `${text.slice(0, offset)}${insert}${text.slice(offset + remove)}`;
    }, stream),
  )
  .filter((stream) => !isLeftOut(stream) && Buffer.from(stream, 'utf8').toString('utf8') === stream);
