/** What ends a line, paints it, turns it around or cannot be seen: controls, formats, separators, half a character. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** What GitHub Actions obeys in any log: a command at the start of a line, or of the older form anywhere. */
const workflowCommand = /^(\s*):(:[a-z-]+(?:::| ))/i;
const olderCommand = /##\[/g;

/** Most lines are these characters alone, and are done after one look. */
const plain = /^[\w=>(), ./-]*$/;

/**
 * One line of a terminal or a log: whatever could end, paint or reorder it, or be a command to who reads the log, is
 * written out, so that no name passes for a line.
 */
export function printable(text: string): string {
  if (plain.test(text)) return text;
  return text
    .replaceAll(unprintable, (character) => (character === '\n' ? '\\n' : writtenOut(character)))
    .replace(workflowCommand, (_, blank: string, command: string) => blank + writtenOut(':') + command)
    .replaceAll(olderCommand, () => `${writtenOut('#')}#[`);
}

function writtenOut(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}

/** Several lines of a terminal or a log, each of them printable. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
