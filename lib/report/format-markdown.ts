import { escapeMarkdown, markdownCode } from './escape/markdown';
import { printable } from '../manifest/objects/printable';
import { formatObject } from './format-object';
import { groupFindings, type FindingGroup, type FindingPlace } from './group-findings';
import type { Report } from './report';
import { formatSummary } from './summary';

/** GitHub refuses comments of more than 65,536 characters. */
const longestComment = 60_000;

/** For a pull request: a table with one line for each finding, however many clusters share it. */
export function formatMarkdown(report: Report): string {
  const title = `### Checks: ${formatSummary(report)}\n`;
  const rows = groupFindings(report.findings).flatMap((group) =>
    group.places.map((place) => formatRow(group, place, report.clusters)),
  );
  if (rows.length === 0) return title;
  const shown: string[] = [];
  let length = 0;
  for (const row of rows) {
    length += row.length;
    if (length > longestComment) break;
    shown.push(row);
  }
  const left = rows.length - shown.length;
  const note = left === 0 ? '' : `\nand ${left} more: see the full report.\n`;
  return `${title}\n| | Check | Object | Finding | Clusters |\n|---|---|---|---|---|\n${shown.join('')}${note}`;
}

function formatRow(group: FindingGroup, { object, path, clusters }: FindingPlace, all: readonly string[]): string {
  const severity = group.status === 'unproved' ? `${group.severity}, unproved` : group.severity;
  const place = [formatObject(object), path]
    .filter((part) => part !== '')
    .map(markdownCode)
    .join('<br>');
  const finding = `${escapeMarkdown(group.message)}<br>fix: ${escapeMarkdown(group.fix)}`;
  const where =
    clusters.length === all.length && all.length > 1
      ? `all ${all.length}`
      : clusters.map((cluster) => escapeMarkdown(printable(cluster))).join(', ');
  return `| ${group.severity === 'error' ? `**${severity}**` : severity} | ${markdownCode(group.id)} | ${place} | ${finding} | ${where} |\n`;
}
