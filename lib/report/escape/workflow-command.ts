import { printableLines } from '../../manifest/objects/printable';

/** What follows the `::` of a workflow command of GitHub Actions. */
export function escapeData(text: string): string {
  return printableLines(text).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

/** The value of a property of a workflow command. */
export function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
