import { printable } from '../../manifest/objects/printable';
import type { Survival } from '../../survival/survival';
import { countsText, lossText, survivalLines, unsyncedLines } from './survival-lines';

/** For a terminal: a line a workload and a host, worst first, with the reasons below it. */
export function formatSurvivalAsText(survival: Survival): string {
  const lines = [`without ${lossText(survival)}`];
  for (const { status, environment, name, text, reasons } of survivalLines(survival)) {
    lines.push(`${status.padEnd(8)}  ${[environment, name, text].filter((part) => part !== '').join('  ')}`);
    lines.push(...reasons.map((reason) => `          ${reason}`));
  }
  lines.push(...unsyncedLines(survival), countsText(survival));
  lines.push(...survival.assumptions.map((assumption) => `taken for granted: ${assumption}`));
  return `${lines.map(printable).join('\n')}\n`;
}
