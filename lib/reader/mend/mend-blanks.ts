import type { YamlCursor } from './yaml-cursor';

const farRight = ' '.repeat(64);

/** What stands before the first character of a line, or behind the dash of an item. */
export function mendIndentation(cursor: YamlCursor): void {
  const start = cursor.at;
  cursor.skipSpaces();
  if (cursor.character !== '\t') return;
  // What begins with a brace is taken for JSON, where tabs are as good as spaces.
  if (start === 0 && /^[ \t]*\{/.test(cursor.source)) mendBlanks(cursor);
  else refuseTab(cursor);
}

/** Tabs are as good as spaces between what stands on a line. */
export function mendBlanks(cursor: YamlCursor): void {
  const start = cursor.at;
  cursor.skipBlanks();
  const length = cursor.at - start;
  if (length > 0 && cursor.source.slice(start, cursor.at).includes('\t'))
    cursor.replace(start, cursor.at, ' '.repeat(length));
}

/** Puts the line far to the right, unless it is a marker or empty. */
export function indentLine(cursor: YamlCursor): void {
  const start = cursor.at;
  cursor.skipBlanks();
  if (cursor.isLineEnd() || (start === cursor.at && isMarker(cursor))) return;
  cursor.replace(start, cursor.at, farRight);
}

function isMarker(cursor: YamlCursor): boolean {
  const { source } = cursor;
  return (source.startsWith('---', cursor.at) || source.startsWith('...', cursor.at)) && cursor.isBlank(cursor.at + 3);
}

/** Go takes a tab for indentation nowhere. */
export function refuseTab(cursor: YamlCursor): void {
  cursor.refuse('a tab is no indentation, put spaces in its place');
  cursor.skipBlanks();
}
