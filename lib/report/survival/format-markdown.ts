import type { Survival } from '../../survival/survival';
import { escapeMarkdown, markdownCode } from '../escape/markdown';
import { countsText, lossText, survivalLines, unsyncedLines } from './survival-lines';

/** GitHub refuses comments of more than 65,536 characters. */
const longestComment = 60_000;

/** For a pull request: what is lost, degraded or unproved, in a table; what serves as before, as a number. */
export function formatSurvivalAsMarkdown(survival: Survival): string {
  const title = `### Without ${escapeMarkdown(lossText(survival))}: ${countsText(survival)}\n`;
  const unsynced = unsyncedLines(survival)
    .map((line) => `\n${escapeMarkdown(line)}\n`)
    .join('');
  const lines = survivalLines(survival);
  if (lines.length === 0) return `${title}${unsynced}`;
  const rows: string[] = [];
  let length = 0;
  for (const { status, environment, name, text, reasons } of lines) {
    const answer = [text, ...reasons].map(escapeMarkdown).join('<br>');
    const row = `| ${status === 'lost' ? '**lost**' : status} | ${markdownCode(name)} | ${answer} | ${escapeMarkdown(environment)} |\n`;
    length += row.length;
    if (length > longestComment) break;
    rows.push(row);
  }
  const more = lines.length - rows.length;
  const note = more === 0 ? '' : `\nand ${more} more: see the full report.\n`;
  return `${title}\n| | Object | What is left | Environment |\n|---|---|---|---|\n${rows.join('')}${note}${unsynced}`;
}
