import { assertKeyOnOneLine } from './key-on-one-line';
import { indentLine, mendBlanks, refuseTab } from './mend-blanks';
import { mendQuoted } from './mend-quoted';
import { skipAnchor, skipTag } from './skip-properties';
import type { YamlCursor } from './yaml-cursor';

/** A list or a map in brackets, with all that is in it. */
export function mendFlow(cursor: YamlCursor, entry: number): void {
  const opened: { readonly at: number; readonly isMap: boolean }[] = [];
  let previous: string | undefined;
  let [keyStart, isExplicit] = [cursor.at, false];
  do {
    mendSpaceInFlow(cursor);
    const { character } = cursor;
    if (character === undefined || cursor.refused !== undefined) return;
    const separates = previous === undefined || /[[{,:?]/.test(previous);
    if (character === ':') {
      if (!cursor.isBlank(cursor.at + 1) && separates) {
        refuseText(cursor, 'a colon starts no text within brackets');
      } else if (!separates && !isExplicit) assertKeyOnOneLine(cursor, keyStart);
      isExplicit = false;
    } else if (separates && !/[\]},]/.test(character)) keyStart = cursor.at;
    if (character === ',') isExplicit = false;
    if (character === '[' || character === '{') opened.push({ at: keyStart, isMap: character === '{' });
    if (character === ']' || character === '}') keyStart = opened.pop()?.at ?? keyStart;
    // An anchor or a tag stands before the key that it belongs to.
    if (character !== '&' && character !== '!') previous = character;
    else if (separates) previous = '&';
    if (/[[\]{},:]/.test(character)) cursor.at += 1;
    else if (character === '"' || character === "'") mendQuoted(cursor);
    else if (character === '&' || character === '*') skipAnchor(cursor);
    else if (character === '!') skipTag(cursor);
    else if (character === '?') {
      isExplicit = true;
      mendExplicitKey(cursor);
    } else mendPlainInFlow(cursor, entry);
  } while (opened.length > 0);
}

function refuseText(cursor: YamlCursor, rule: string): void {
  cursor.refuse(`${rule}, put the text in quotes`);
}

/** With a blank behind it or without: `{?a: 1}` has the key `a`. */
function mendExplicitKey(cursor: YamlCursor): void {
  if (!cursor.isBlank(cursor.at + 1)) cursor.replace(cursor.at, cursor.at + 1, '? ');
  cursor.at += 1;
}

function mendSpaceInFlow(cursor: YamlCursor): void {
  for (;;) {
    mendBlanks(cursor);
    if (cursor.character === '#') {
      if (!cursor.isBlank(cursor.at - 1)) cursor.replace(cursor.at, cursor.at, ' ');
      const end = cursor.source.indexOf('\n', cursor.at);
      cursor.at = end === -1 ? cursor.source.length : end;
    }
    if (!cursor.isLineEnd() || cursor.isEnd()) return;
    cursor.skipLine();
    indentLine(cursor);
  }
}

/** Up to a comma, a bracket, a question mark, or a colon with a blank behind it. */
function mendPlainInFlow(cursor: YamlCursor, entry: number): void {
  const start = cursor.at;
  let [end, isAmbiguous] = [start, false];
  while (!cursor.isEnd()) {
    const character = cursor.character ?? '';
    if (/[,[\]{}]/.test(character)) break;
    if (character === '?') return refuseText(cursor, 'a question mark ends a text within brackets');
    if (character === ':' && cursor.isBlank(cursor.at + 1)) break;
    if (character === '#' && cursor.isBlank(cursor.at - 1)) break;
    if (character === ':' && /[,[\]{}]/.test(cursor.source[cursor.at + 1] ?? '')) isAmbiguous = true;
    if (/[\r\n]/.test(character)) {
      if (hasTabBefore(cursor, entry)) return refuseTab(cursor);
      mendSpaceInFlow(cursor);
      continue;
    }
    cursor.at += 1;
    if (!cursor.isBlank(cursor.at - 1)) end = cursor.at;
  }
  if (cursor.source.slice(start, end) === '-' && cursor.isBlank(end)) {
    return cursor.refuse('a dash starts no item within brackets, put it in quotes', start);
  }
  // A dash alone is text too.
  if (isAmbiguous || cursor.source.slice(start, end) === '-')
    cursor.replace(start, end, `'${cursor.source.slice(start, end).replaceAll("'", "''")}'`);
}

/** Whether a tab starts the next line further to the left than what is in brackets belongs. */
function hasTabBefore(cursor: YamlCursor, entry: number): boolean {
  const next = cursor.source.indexOf('\n', cursor.at) + 1;
  let at = next;
  while (next > 0 && cursor.source[at] === ' ') at += 1;
  return next > 0 && cursor.source[at] === '\t' && at - next <= entry;
}
