/** Most values are written in these characters, and are done after one look. */
const plain = /^[ !-"$-~\n]*$/;

/**
 * JSON, indented, that a terminal shows as it is: what it, or who reads a log, would obey or
 * not show is an escape, which means the same to a reader.
 */
export function formatJsonText(value: unknown): string {
  const written = JSON.stringify(value, undefined, 2);
  if (plain.test(written)) return `${written}\n`;
  const text = written.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|#(?=#\[)/gu, (character) =>
    character === '\n' ? character : escaped(character),
  );
  return `${text}\n`;
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** An object of lists in the same form, each item when it is its turn: a text of all of them might be too long for memory. */
export function* jsonPieces(lists: Readonly<Record<string, Iterable<unknown>>>): Generator<string> {
  let before = '{\n';
  for (const [name, items] of Object.entries(lists)) {
    yield `${before}  ${JSON.stringify(name)}: [`;
    let separator = '\n';
    for (const item of items) {
      yield `${separator}    ${formatJsonText(item).trimEnd().replaceAll('\n', '\n    ')}`;
      separator = ',\n';
    }
    yield separator === '\n' ? ']' : '\n  ]';
    before = ',\n';
  }
  yield '\n}\n';
}
