import { hasUnprintable } from './quoted-scalar';

/** Whether a string with line feeds reads better, and is certain to read back, as a literal block. */
export function fitsLiteralBlock(text: string): boolean {
  return !endsInBlankLine.test(text) && !hasUnprintable(text.replace(lineFeedsAndTabs, ''));
}

/** A last line of blanks, or no text at all: parsers disagree on where such a block ends. */
const endsInBlankLine = /(?:^|\n)[ \t]+\n*$|^\n*$/;
const lineFeedsAndTabs = /[\n\t]+/g;

/** A first line of text that starts with blanks would be taken for indentation, unless the header says how deep that is. */
const startsWithBlank = /^\n*[ \t]/;

/** The block from its `|` to its last line, each line indented. The line feed after the last one is left to come. */
export function formatLiteralBlock(text: string, indent: string): string {
  const header = `|${startsWithBlank.test(text) ? indentationIndicator : ''}${chompingIndicator(text)}\n`;
  const lines = text.endsWith('\n') ? text.slice(0, -1) : text;
  return header + lines.replace(/^(?=.)/gm, indent);
}

/** Columns that a block is indented by, relative to the map or list that it stands in. */
const indentationIndicator = '2';

function chompingIndicator(text: string): string {
  if (!text.endsWith('\n')) return '-';
  return text.endsWith('\n\n') ? '+' : '';
}
