import { printable } from '../../manifest/objects/printable';
import { nameOf, placedText, quotaTexts, refusalLines, whyText, worstFirst } from './capacity-lines';
import type { CapacityReport } from './capacity-report';

/** For a terminal: a line a workload and a quota, worst first, with the reasons below it. */
export function formatCapacityAsText(reports: readonly CapacityReport[]): string {
  return reports.map((report) => formatCluster(report, reports.length > 1)).join('\n');
}

function formatCluster({ cluster, capacity }: CapacityReport, isNamed: boolean): string {
  const lines = isNamed ? [cluster] : [];
  for (const workload of worstFirst(capacity.workloads)) {
    lines.push(`${workload.status.padEnd(8)}  ${nameOf(workload.object)}  ${placedText(workload)}`);
    lines.push(...[...whyText(workload), ...refusalLines(workload.refused)].map((line) => `          ${line}`));
  }
  for (const quota of worstFirst(capacity.quotas)) {
    lines.push(`${quota.status.padEnd(8)}  ${nameOf(quota.object)}  ${quotaTexts(quota).join(', ')}`);
    lines.push(...quota.reasons.map((reason) => `          ${reason}`));
  }
  const count = (status: string) =>
    [...capacity.workloads, ...capacity.quotas].filter((each) => each.status === status).length;
  lines.push(`${count('proved')} proved, ${count('violated')} violated, ${count('unproved')} unproved`);
  lines.push(...capacity.assumptions.map((assumption) => `taken for granted: ${assumption}`));
  return `${lines.map(printable).join('\n')}\n`;
}
