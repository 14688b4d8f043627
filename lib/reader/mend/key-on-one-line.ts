import type { YamlCursor } from './yaml-cursor';

/** Go takes nothing for a key whose colon is more characters away, quotes and blanks included. */
export const longestKey = 1024;

/** Go looks for the colon of a key on the line where the key starts. */
export function assertKeyOnOneLine(cursor: YamlCursor, start: number): void {
  const key = cursor.source.slice(start, cursor.at);
  // A character beyond U+FFFF is one to Go, and two units of a string here.
  if (!key.includes('\n') && (key.length <= longestKey || [...key].length <= longestKey)) return;
  cursor.refuse('a key and its colon must stand on one line, put them there');
}
