import type { YamlCursor } from './yaml-cursor';

/** Go knows letters, digits, `_` and `-` in names of anchors, and nothing else may touch them. */
export function skipAnchor(cursor: YamlCursor): void {
  cursor.at += 1;
  const start = cursor.at;
  while (/[\w-]/.test(cursor.character ?? '')) cursor.at += 1;
  if (cursor.at > start && (cursor.isBlank(cursor.at) || /[?:,\]}%@`]/.test(cursor.character ?? ''))) return;
  cursor.refuse('an anchor is named by letters, digits, "-" and "_", rename it');
}

/** A tag ends at a blank and has a name, says Go. */
export function skipTag(cursor: YamlCursor): void {
  const start = cursor.at;
  const end = cursor.source.startsWith('!<', start) ? cursor.source.indexOf('>', start) + 1 : 0;
  cursor.at = Math.max(end, start);
  while (!cursor.isBlank(cursor.at) && !/[,[\]{}]/.test(cursor.character ?? '')) cursor.at += 1;
  if (!cursor.isBlank(cursor.at)) cursor.refuse('a tag ends at a blank, put one behind it');
  if (cursor.at - start === 2 && cursor.source[start + 1] === '!') cursor.refuse('a tag has a name, remove or name it');
}
