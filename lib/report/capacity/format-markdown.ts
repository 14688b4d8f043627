import { escapeMarkdown, markdownCode } from '../escape/markdown';
import { nameOf, placedText, quotaTexts, refusalLines, whyText, worstFirst } from './capacity-lines';
import type { CapacityReport } from './capacity-report';

/** GitHub refuses comments of more than 65,536 characters. */
const longestComment = 60_000;

/** For a pull request: what does not fit, or may not, in a table; what is proved, as a number. */
export function formatCapacityAsMarkdown(reports: readonly CapacityReport[]): string {
  const answers = reports.flatMap(({ cluster, capacity }) => [
    ...capacity.workloads.map((each) => ({
      cluster,
      status: each.status,
      object: each.object,
      text: [placedText(each), ...whyText(each), ...refusalLines(each.refused)],
    })),
    ...capacity.quotas.map((each) => ({
      cluster,
      status: each.status,
      object: each.object,
      text: [...quotaTexts(each), ...each.reasons],
    })),
  ]);
  const count = (status: string) => answers.filter((each) => each.status === status).length;
  const title = `### Capacity: ${count('violated')} violated, ${count('unproved')} unproved, ${count('proved')} proved\n`;
  const open = worstFirst(answers.filter(({ status }) => status !== 'proved'));
  if (open.length === 0) return title;
  const rows: string[] = [];
  let length = 0;
  for (const { status, object, cluster, text } of open) {
    const row = `| ${status === 'violated' ? `**${status}**` : status} | ${markdownCode(nameOf(object))} | ${text.map(escapeMarkdown).join('<br>')} | ${escapeMarkdown(cluster)} |\n`;
    length += row.length;
    if (length > longestComment) break;
    rows.push(row);
  }
  const left = open.length - rows.length;
  const note = left === 0 ? '' : `\nand ${left} more: see the full report.\n`;
  return `${title}\n| | Object | Answer | Cluster |\n|---|---|---|---|\n${rows.join('')}${note}`;
}
