import type { LocatedManifest, Manifest } from '../manifest/objects/manifest';
import { confidentialValues } from './confidential-values';
import type { Problem } from './finding';
import { maskCredentials } from './security/secret-like';

/** What stands in a message where a value was that nobody may read. */
const masked = '(hidden)';

/**
 * A problem without any value that may not be quoted. Whatever a check says goes through here before anybody keeps or
 * prints it, so that no check has to think of it.
 *
 * @param objects what the check may have quoted from
 */
export function maskProblem(problem: Problem, objects: readonly LocatedManifest[]): Problem {
  const manifests = objects.map(({ manifest }) => manifest);
  const entry = confidentialEntry(problem.path, manifests);
  return {
    ...problem,
    path: maskCredentials(entry ?? problem.path, masked),
    message: maskValues(entry === undefined ? problem.message : maskQuoted(problem.message), manifests),
    fix: maskValues(problem.fix, manifests),
  };
}

/** A text about objects, such as the difference of two, without any value of theirs that may not be quoted. */
export function maskValues(text: string, manifests: readonly Manifest[]): string {
  const values = manifests.map(confidentialValues);
  return maskCredentials(
    values.reduce((open, { texts }) => maskTexts(open, texts), text),
    masked,
  );
}

/** The entry of a Secret that a path leads to: what stands below it is a part of a value. Undefined elsewhere. */
export function confidentialEntry(path: string, manifests: readonly Manifest[]): string | undefined {
  const values = manifests.map(confidentialValues).filter(({ paths }) => paths.size > 0);
  if (values.length === 0) return undefined;
  const ends = [...path.matchAll(/[.[]/g)].map(({ index }) => index).filter((end) => end > 0);
  for (const [place, end] of [...ends, path.length].entries()) {
    if (!values.some(({ paths, lengths }) => lengths.has(end) && paths.has(path.slice(0, end)))) continue;
    return path[end] === '[' ? path.slice(0, closing(path, end)) : path.slice(0, ends[place + 1]);
  }
  return undefined;
}

/** Keys have dots of their own, and stand in brackets then. */
function closing(path: string, open: number): number {
  const close = path.indexOf(']', open);
  return close === -1 ? path.length : close + 1;
}

/** `Invalid value: "…": must be …` without what stands between the colons. */
function maskQuoted(message: string): string {
  const [start = ''] = /^(?:Invalid|Duplicate|Unsupported) value: |^Not found: /.exec(message) ?? [];
  if (start === '') return message;
  const rest = message.slice(start.length);
  return `${start}${masked}${rest.slice(endOfJson(rest))}`;
}

/** Where the JSON value ends that a text starts with; 0 where it starts with none. */
function endOfJson(text: string): number {
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"') at = endOfString(text, at);
    else if (character === '[' || character === '{') [at, depth] = [at + 1, depth + 1];
    else if (character === ']' || character === '}') [at, depth] = [at + 1, depth - 1];
    else at += depth === 0 ? (/^[\w.+-]*/.exec(text)?.[0].length ?? 0) : 1;
    if (depth <= 0) break;
  }
  return isJson(text.slice(0, at)) ? at : 0;
}

/** Behind the quote that closes the string which starts here; the end of the text where none does. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '"') return at + 1;
  }
  return text.length;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** So many values are looked for one by one; of more, those that a message quotes or has as a word. */
const few = 200;

function maskTexts(message: string, texts: ReadonlySet<string>): string {
  if (texts.size === 0) return message;
  if (texts.size > few) {
    return maskStrings(message, texts).replaceAll(/[^\s"]+/g, (word) =>
      isTelling(word) && texts.has(word) ? masked : word,
    );
  }
  return spellingsOf(texts)
    .filter((text) => message.includes(text))
    .reduce((text, value) => text.replaceAll(value, () => masked), message);
}

/** Every spelling of values in a message, the longest first. An object may have a thousand messages. */
function spellingsOf(texts: ReadonlySet<string>): readonly string[] {
  const known = spellings.get(texts);
  if (known !== undefined) return known;
  const found = [...texts].flatMap((text) => [JSON.stringify(text), ...(isTelling(text) ? [text, inner(text)] : [])]);
  const sorted = [...new Set(found)].sort((left, right) => right.length - left.length);
  spellings.set(texts, sorted);
  return sorted;
}

const spellings = new WeakMap<ReadonlySet<string>, readonly string[]>();

/** Every string in quotes that has one of the texts, in one walk over the message. */
function maskStrings(message: string, texts: ReadonlySet<string>): string {
  let open = '';
  let at = 0;
  for (let quote = message.indexOf('"'); quote !== -1; quote = message.indexOf('"', at)) {
    const end = endOfString(message, quote);
    const string = message.slice(quote, end);
    open += message.slice(at, quote) + (texts.has(unquoted(string)) ? masked : string);
    at = end;
  }
  return open + message.slice(at);
}

/** A text of a few characters stands in every sentence; where it is quoted, it is found by its quotes. */
function isTelling(text: string): boolean {
  return text.length > 3;
}

function inner(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function unquoted(text: string): string {
  const value: unknown = isJson(text) ? JSON.parse(text) : text;
  return typeof value === 'string' ? value : text;
}
