import { CelSyntaxError } from './cel-syntax-error';
import type { Token } from './token';

const blank = /(?:\s|\/\/[^\n]*(?:\n|$))+/y;

const tripleQuoted = `"""(?:[^\\\\]|\\\\[\\s\\S])*?"""|'''(?:[^\\\\]|\\\\[\\s\\S])*?'''`;
const quoted = `"(?:[^"\\\\\\n]|\\\\.)*"|'(?:[^'\\\\\\n]|\\\\.)*'`;
const rawQuoted = `"""[\\s\\S]*?"""|'''[\\s\\S]*?'''|"[^"\\n]*"|'[^'\\n]*'`;

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['bytes', new RegExp(`(?:[rR][bB]|[bB][rR])(?:${rawQuoted})|[bB](?:${tripleQuoted}|${quoted})`, 'y')],
  ['string', new RegExp(`[rR](?:${rawQuoted})|${tripleQuoted}|${quoted}`, 'y')],
  ['double', /(?:\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)/y],
  ['uint', /(?:0[xX][0-9a-fA-F]+|\d+)[uU]/y],
  ['int', /0[xX][0-9a-fA-F]+|\d+/y],
  ['identifier', /[_a-zA-Z][_a-zA-Z0-9]*/y],
  ['quoted-identifier', /`[a-zA-Z0-9_.\-/ ]+`/y],
  ['symbol', /\|\||&&|<=|>=|==|!=|[-+*/%<>!?:.,()[\]{}]/y],
];

/** Cuts an expression into tokens; the last one is `end`. */
export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = afterBlank(source, 0);
  while (position < source.length) {
    const token = tokenAt(source, position);
    tokens.push(token);
    position = afterBlank(source, position + token.text.length);
  }
  tokens.push({ kind: 'end', text: '', position });
  return tokens;
}

function afterBlank(source: string, position: number): number {
  blank.lastIndex = position;
  return blank.test(source) ? blank.lastIndex : position;
}

function tokenAt(source: string, position: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = position;
    const match = pattern.exec(source);
    if (match !== null) return { kind, text: match[0], position };
  }
  throw new CelSyntaxError(`unexpected ${JSON.stringify(source[position])}`, position);
}
