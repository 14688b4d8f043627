import { CelError } from '../cel-error';
import { CelList } from '../values/cel-list';
import type { CelValue } from '../values/cel-value';
import { index, list, text } from '../values/operands';
import type { CelLibrary } from './cel-function';
import { formatText } from './format-text';

/** Questions about text, and the strings extension. Positions count characters. */
export const strings: CelLibrary = {
  functions: { 'strings.quote': (value) => quote(text(value)) },
  methods: {
    charAt: (value, at) => {
      const characters = [...text(value)];
      return characters[withinText(index(at), characters.length)] ?? '';
    },
    contains: (value, part) => text(value).includes(text(part)),
    endsWith: (value, part) => text(value).endsWith(text(part)),
    format: (template, args) => formatText(text(template), list(args)),
    join: (value, separator = '') => list(value).map(text).join(text(separator)),
    lowerAscii: (value) => text(value).replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()),
    upperAscii: (value) => text(value).replaceAll(/[a-z]/g, (letter) => letter.toUpperCase()),
    replace: (value, part, by, count) => replace(text(value), text(part), text(by), count),
    split: (value, separator, count) => new CelList(split(text(value), text(separator), count)),
    startsWith: (value, part) => text(value).startsWith(text(part)),
    substring: (value, from, to) => {
      const characters = [...text(value)];
      const end = to === undefined ? characters.length : withinText(index(to), characters.length);
      const start = withinText(index(from), characters.length);
      if (start > end) throw new CelError(`invalid substring range. start: ${start}, end: ${end}`);
      return characters.slice(start, end).join('');
    },
    trim: (value) => text(value).trim(),
  },
};

/** Position of a part in text; the same words stand for lists, so that `lists.ts` decides by the operand. */
export function indexInText(value: string, part: string, from: CelValue | undefined): bigint {
  const characters = [...value];
  const wanted = [...part];
  const start = from === undefined ? 0 : withinText(index(from), characters.length);
  return BigInt(positions(characters, wanted).find((position) => position >= start) ?? -1);
}

/** The last position of a part in text. */
export function lastIndexInText(value: string, part: string, from: CelValue | undefined): bigint {
  const characters = [...value];
  const end = from === undefined ? characters.length : withinText(index(from), characters.length);
  return BigInt(positions(characters, [...part]).findLast((position) => position <= end) ?? -1);
}

function positions(characters: readonly string[], wanted: readonly string[]): number[] {
  const last = characters.length - wanted.length;
  const starts = last < 0 ? [] : Array.from({ length: last + 1 }, (_, position) => position);
  return starts.filter((start) => wanted.every((character, offset) => characters[start + offset] === character));
}

function withinText(position: number, length: number): number {
  if (position < 0 || position > length) throw new CelError(`index out of range: ${position}`);
  return position;
}

function replace(value: string, part: string, by: string, count: CelValue | undefined): string {
  const limit = count === undefined ? -1 : index(count);
  let replaced = 0;
  const next = (found: string): string => (limit < 0 || replaced++ < limit ? by : found);
  // Between characters, not between the halves of one.
  return part === '' ? value.replaceAll(/(?:)/gu, next) : value.replaceAll(part, next);
}

function split(value: string, separator: string, count: CelValue | undefined): string[] {
  const parts = separator === '' ? [...value] : value.split(separator);
  const limit = count === undefined ? -1 : index(count);
  if (limit === 0) return [];
  if (limit < 0 || parts.length <= limit) return parts;
  return [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(separator)];
}

const escapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

function quote(value: string): string {
  return `"${value.replaceAll(/[\x07\b\f\n\r\t\v\\"]/g, (character) => escapes[character] ?? character)}"`;
}
