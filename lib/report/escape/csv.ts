import { printable } from '../../manifest/objects/printable';

/** What a spreadsheet takes for a formula where a cell starts with it, in either width. */
const formula = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;

/** One cell: a name that would be a formula is text, as a leading apostrophe says to every spreadsheet. */
export function escapeCsv(value: string): string {
  const line = printable(value);
  const text = formula.test(line) ? `'${line}` : line;
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
