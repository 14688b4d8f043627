import { printableLines } from '../../manifest/objects/printable';

/** Plain text of a SARIF message, in which `[text](target)` would be a link. */
export function escapeSarif(text: string): string {
  const lines = printableLines(text);
  // Brackets that are part of no link stay as they are: paths of fields are full of them.
  return lines.includes('](') ? lines.replaceAll(/[\\[\]]/g, '\\$&') : lines;
}
