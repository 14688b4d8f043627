import { CelSyntaxError } from './cel-syntax-error';
import type { Token } from './token';

const simpleEscapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  '?': '?',
  '"': '"',
  "'": "'",
  '`': '`',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const escape = /\\(?:([xX])([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|([\s\S]))/g;

/** The text that a string token stands for. */
export function unquoteString(token: Token): string {
  const { body, raw } = strip(token);
  if (raw) return body;
  return body.replaceAll(escape, (...[, , hex, short, long, octal, simple]: (string | undefined)[]) => {
    const code = hex ?? short ?? long;
    if (code !== undefined) return codePoint(parseInt(code, 16), token);
    if (octal !== undefined) return codePoint(parseInt(octal, 8), token);
    return simpleEscape(simple, token);
  });
}

/** The bytes that a bytes token stands for: `\xff` and `\377` are one byte each. */
export function unquoteBytes(token: Token): Uint8Array {
  const { body, raw } = strip(token);
  if (raw) return Buffer.from(body, 'utf8');
  const parts: Buffer[] = [];
  let position = 0;
  for (const match of body.matchAll(escape)) {
    parts.push(Buffer.from(body.slice(position, match.index), 'utf8'));
    const [all, , hex, short, long, octal, simple] = match;
    if (short !== undefined || long !== undefined) throw new CelSyntaxError('no \\u in bytes', token.position);
    const code = hex === undefined ? (octal === undefined ? undefined : parseInt(octal, 8)) : parseInt(hex, 16);
    parts.push(code === undefined ? Buffer.from(simpleEscape(simple, token), 'utf8') : Buffer.from([code]));
    position = match.index + all.length;
  }
  parts.push(Buffer.from(body.slice(position), 'utf8'));
  return Buffer.concat(parts);
}

function strip({ text }: Token): { readonly body: string; readonly raw: boolean } {
  const prefix = /^[a-zA-Z]*/.exec(text)?.[0] ?? '';
  const rest = text.slice(prefix.length);
  const width = /^("""|''')/.test(rest) && rest.length >= 6 ? 3 : 1;
  return { body: rest.slice(width, -width), raw: /[rR]/.test(prefix) };
}

function codePoint(code: number, { position }: Token): string {
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new CelSyntaxError('no such character', position);
  return String.fromCodePoint(code);
}

function simpleEscape(letter: string | undefined, { position }: Token): string {
  const text = letter === undefined ? undefined : simpleEscapes[letter];
  if (text === undefined) throw new CelSyntaxError(`unknown escape \\${letter}`, position);
  return text;
}
