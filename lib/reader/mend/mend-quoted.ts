import { indentLine } from './mend-blanks';
import type { YamlCursor } from './yaml-cursor';

/** Text in quotes; lines that go on in it are moved to the right. */
export function mendQuoted(cursor: YamlCursor): void {
  const quote = cursor.character;
  cursor.at += 1;
  while (!cursor.isEnd()) {
    const { character } = cursor;
    if (character === '\n') {
      cursor.skipLine();
      indentLine(cursor);
      continue;
    }
    if (character === '\u2028' || character === '\u2029') cursor.quotedSeparators += 1;
    if (character === '\\' && quote === '"') skipEscape(cursor);
    else cursor.at += 1;
    if (character !== quote) continue;
    if (quote !== "'" || cursor.character !== "'") return;
    cursor.at += 1;
  }
}

function skipEscape(cursor: YamlCursor): void {
  const next = cursor.source.slice(cursor.at + 1, cursor.at + 10);
  if (next.startsWith('/')) cursor.refuse('there is no need to escape a slash, remove the backslash before it');
  if (/^(u|U0000)[dD][89a-fA-F]/.test(next)) {
    cursor.refuse('no half of a character can be escaped, write "\\U" and eight digits of all of it');
  }
  cursor.at += next.startsWith('\n') ? 1 : 2;
}
