import { assertKeyOnOneLine, longestKey } from './key-on-one-line';
import { mendBlanks, mendIndentation } from './mend-blanks';
import { mendFlow } from './mend-flow';
import { mendQuoted } from './mend-quoted';
import { mendBlockScalar, mendContinuation, skipPlain } from './mend-text';
import { skipAnchor, skipTag } from './skip-properties';
import { YamlCursor } from './yaml-cursor';

/** YAML that a parser of YAML 1.2 reads as Go does, and what Go refuses in it. */
export interface MendedYaml {
  /** As many lines as the text that was given, which differ in quotes and in blanks. */
  readonly text: string;
  /** Where Go stops reading, as an offset in the text that was given. */
  readonly refused: { readonly offset: number; readonly message: string } | undefined;
}

/**
 * Go reads `[a:, b]` as two texts, closes a list in whatever column, takes a comment that touches what is before it, and
 * never takes a tab for indentation: YAML 1.2 has other rules. Quotes such texts, and moves lines within lists, maps and
 * quotes to the right, where no parser takes them for the end of what is around.
 */
export function mendYaml(text: string): MendedYaml {
  return mayDiffer.test(text) || hasLongLine(text) ? mend(new YamlCursor(text)) : { text, refused: undefined };
}

/** The same for a text that YAML 1.2 cannot be: there is something to mend, or nobody can read it. */
export function mendAll(text: string): MendedYaml {
  return mend(new YamlCursor(text));
}

/** Brackets; tabs and texts of several lines that start a line; line ends of YAML 1.1; escapes, tags and anchors. */
const mayDiffer = /[{[\u2028\u2029]|^[ ?-]*\t|^[|>]|\\[/uU]|!!\s|[&*][\w-]*[^\w\s-]|:[ \t]+[&!]/m;

/** Whether a key may be too long for Go. */
function hasLongLine(text: string): boolean {
  return text.length > longestKey && text.split('\n').some(({ length }) => length > longestKey);
}

function mend(cursor: YamlCursor): MendedYaml {
  if (cursor.source.startsWith('---') && cursor.isBlank(3)) cursor.at = 3;
  while (!cursor.isEnd() && cursor.refused === undefined) mendLine(cursor);
  const separator = cursor.source.search(/[\u2028\u2029]/);
  if (separator >= 0 && cursor.source.split(/[\u2028\u2029]/).length - 1 > cursor.quotedSeparators) {
    cursor.refuse('U+2028 and U+2029 end a line, write them as "\\u2028" and "\\u2029" in double quotes', separator);
  }
  return { text: cursor.text(), refused: cursor.refused };
}

/** One line outside of lists and maps in brackets, and all lines that belong to what starts on it. */
function mendLine(cursor: YamlCursor): void {
  let [entry, isValue, isNamedValue] = [-1, false, false];
  let isIndentation = cursor.at === cursor.lineStart;
  for (;;) {
    if (isIndentation) mendIndentation(cursor);
    else mendBlanks(cursor);
    if (entry < 0 && isIndentation) entry = cursor.column - 1;
    const { character, column } = cursor;
    if (cursor.isLineEnd()) return cursor.skipLine();
    if (character === '#') {
      if (!cursor.isBlank(cursor.at - 1)) cursor.replace(cursor.at, cursor.at, ' ');
      return cursor.skipLine();
    }
    if ((character === '-' || character === '?' || character === ':') && cursor.isBlank(cursor.at + 1)) {
      if (character !== ':') entry = column;
      isIndentation = character !== ':';
      cursor.at += 1;
      continue;
    }
    isIndentation = false;
    // Without an anchor or a tag, every parser refuses a second key.
    isNamedValue ||= isValue && (character === '&' || character === '!');
    if (character === '&' || character === '*') skipAnchor(cursor);
    else if (character === '!') skipTag(cursor);
    else if (character === '|' || character === '>') return mendBlockScalar(cursor, entry);
    else if (character === '[' || character === '{') mendFlow(cursor, entry);
    else {
      const isQuoted = character === '"' || character === "'";
      const start = cursor.at;
      if (isQuoted) mendQuoted(cursor);
      else skipPlain(cursor);
      cursor.skipBlanks();
      if (cursor.character === ':' && cursor.isBlank(cursor.at + 1)) {
        if (isNamedValue) cursor.refuse('the map of a key starts on a line of its own, put it there', start);
        assertKeyOnOneLine(cursor, start);
        [entry, isValue] = [column, true];
      } else if (cursor.isLineEnd() && !isQuoted) return mendContinuation(cursor, entry);
    }
    if (cursor.refused !== undefined) return;
  }
}
