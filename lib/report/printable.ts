/**
 * Text from a manifest, for one line of a terminal or a log: what could end the line, paint it, or turn it around is
 * written out, so that no name can pass for a line of the report.
 */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (character) =>
    character === '\n' ? '\\n' : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
