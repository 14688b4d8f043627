import { refuseTab } from './mend-blanks';
import type { YamlCursor } from './yaml-cursor';

const endOfPlain = /[:#\r\n]/g;

/** Text without quotes, up to the end of its first line, a colon or a comment. */
export function skipPlain(cursor: YamlCursor): void {
  for (; ; cursor.at += 1) {
    // What may end a text is looked for by the engine, which is faster than one character after the other.
    endOfPlain.lastIndex = cursor.at;
    cursor.at = endOfPlain.exec(cursor.source)?.index ?? cursor.source.length;
    if (cursor.isLineEnd()) return;
    if (cursor.character === ':' && cursor.isBlank(cursor.at + 1)) return;
    if (cursor.character === '#' && cursor.isBlank(cursor.at - 1)) return;
  }
}

/** Text goes on in all lines that stand further to the right than what it belongs to. */
export function mendContinuation(cursor: YamlCursor, entry: number): void {
  cursor.skipLine();
  while (!cursor.isEnd() && cursor.refused === undefined) {
    cursor.skipSpaces();
    const { column } = cursor;
    if (cursor.character === '\t') {
      if (column <= entry) return refuseTab(cursor);
      cursor.skipBlanks();
    }
    if (!cursor.isLineEnd() && (column <= entry || cursor.character === '#')) {
      cursor.at = cursor.lineStart;
      return;
    }
    cursor.skipLine();
  }
}

/** Text of several lines behind `|` or `>`. */
export function mendBlockScalar(cursor: YamlCursor, entry: number): void {
  const [header = '', digit] = /^[|>][-+]?([1-9])?[-+]?/.exec(cursor.source.slice(cursor.at, cursor.at + 4)) ?? [];
  cursor.at += header.length;
  if (cursor.character === '#') cursor.replace(cursor.at, cursor.at, ' ');
  cursor.skipLine();
  let indent = digit === undefined ? 0 : Math.max(entry, 0) + Number(digit);
  let deepest = 0;
  while (!cursor.isEnd()) {
    while (cursor.character === ' ' && (indent === 0 || cursor.column < indent)) cursor.at += 1;
    const { column } = cursor;
    if (cursor.character === '\t' && (indent === 0 || column < indent)) return refuseTab(cursor);
    if (indent === 0) deepest = Math.max(deepest, column);
    if (!cursor.isLineEnd()) {
      if (indent === 0) indent = Math.max(deepest, entry + 1, 1);
      if (column < indent) {
        if (entry < 0 && deepest === 0) cursor.refuse('text of several lines must be indented, indent it');
        cursor.at = cursor.lineStart;
        return;
      }
    }
    cursor.skipLine();
  }
}
