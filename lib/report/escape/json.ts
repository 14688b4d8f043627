/**
 * JSON, indented, that a terminal shows as it is: what it, or who reads a log, would obey or
 * not show is an escape, which means the same to a reader.
 */
export function formatJsonText(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|#(?=#\[)/gu, (character) =>
    character === '\n' ? character : escaped(character),
  );
  return `${text}\n`;
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
