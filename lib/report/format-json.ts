import { formatJsonText } from './escape/json';
import type { Report, ReportOptions } from './report';

/** For programs: `{ "findings": [ … ] }`, one object a finding; `"proved"` beside it where proofs are asked for. */
export function formatJson({ findings, proofs }: Report, options: ReportOptions = {}): string {
  const content = options.proofs === true ? { findings, proved: proofs } : { findings };
  return formatJsonText(content);
}
