import type { CompletedPublish } from './writer/staging';

/** Tells on standard error that the tree was completed which an interrupted synth had written in part. */
export function tellCompletedPublish(outdir: string, completed: CompletedPublish | undefined): void {
  if (completed === undefined) return;
  const { written, removed } = completed;
  process.stderr.write(
    `${outdir}: a synth was interrupted while it wrote this tree; what it had decided is done now: ` +
      `${written} written, ${removed} removed\n`,
  );
}

/** What became of the tree on disk where a synth stops. */
export function outcomeAfter(completed: CompletedPublish | undefined): string {
  return completed === undefined
    ? 'nothing was written'
    : 'nothing was written but what an interrupted synth had decided before';
}
