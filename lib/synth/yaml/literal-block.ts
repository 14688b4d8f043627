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

/** The block from its `|` to its last line feed, each line indented. */
export function formatLiteralBlock(text: string, indent: string): string {
  const header = `|${startsWithBlank.test(text) ? indentationIndicator : ''}${chompingIndicator(text)}\n`;
  const body = text.replace(/\n+$/, '');
  const lines = body.replace(/^(?=.)/gm, indent);
  const trailing = text.slice(body.length);
  return `${header}${lines}${trailing === '' ? '\n' : trailing}`;
}

/** Columns that a block is indented by, relative to the map or list that it stands in. */
const indentationIndicator = '2';

function chompingIndicator(text: string): string {
  if (!text.endsWith('\n')) return '-';
  return text.endsWith('\n\n') ? '+' : '';
}
