import { formatFindings } from '../report/format-text';
import type { Report } from '../report/report';
import { formatSummary } from '../report/summary';
import type { TreeChanges } from './writer/owned-folder';

/**
 * Tells on standard error what a synth did, in one line, and before it what it found that did not stop it. Infos are left to
 * a check of the tree.
 *
 * @param moves which placed charts run elsewhere than before
 */
export function tellSynth(
  report: Report,
  { written, unchanged, removed }: TreeChanges,
  outdir: string,
  moves: readonly string[],
): void {
  const findings = report.findings.filter(({ severity }) => severity !== 'info');
  const told = { ...report, findings };
  const blocks = formatFindings(told, { color: process.stderr.isTTY });
  const files = [`${written} written`, ...(removed === 0 ? [] : [`${removed} removed`]), `${unchanged} unchanged`];
  const moved = moves.map((move) => `placed elsewhere: ${move}\n`).join('');
  process.stderr.write(
    `${moved}${blocks}${blocks === '' ? '' : '\n'}${formatSummary(told)}; files in ${outdir}: ${files.join(', ')}\n`,
  );
}
