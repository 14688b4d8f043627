import { formatText } from '../report/format-text';
import type { Report } from '../report/report';

/** Tells on standard error what a synth found that did not stop it. Infos are left to a check of the tree. */
export function tellFindings(report: Report): void {
  const findings = report.findings.filter(({ severity }) => severity !== 'info');
  if (findings.length === 0) return;
  process.stderr.write(formatText({ ...report, findings }, { color: process.stderr.isTTY }));
}
