import { severities } from '../checks/finding-order';
import { runChecks, type RunChecksOptions } from '../checks/run-checks';
import type { Severity } from '../manifest/objects/finding';
import { formatText } from '../report/format-text';
import { mergeResults } from '../report/report';
import type { MatcherResult } from './matcher';
import { treesOf } from './tree';

export interface PassChecksOptions extends Pick<RunChecksOptions, 'checks' | 'profile' | 'suppressions' | 'schemas'> {
  /** The least severity that fails the test. @default 'error' */
  readonly severity?: Severity;
  /** The day, as `2027-01-31`, by which suppressions and flags expire. @default the day of the test */
  readonly today?: string;
}

/** Passes when no check of the tree's profile finds anything of the given severity or above. */
export function toPassChecks(received: unknown, options: PassChecksOptions = {}): MatcherResult {
  const { severity = 'error', today = new Date().toISOString().slice(0, 10), ...checkOptions } = options;
  const trees = treesOf(received);
  const results = trees.map(({ cluster, manifests }) => runChecks({ ...checkOptions, manifests, cluster, today }));
  const report = mergeResults(
    results,
    trees.flatMap(({ findings = [] }) => findings),
  );
  const limit = severities.indexOf(severity);
  const failing = report.findings.filter((finding) => severities.indexOf(finding.severity) <= limit);
  return {
    pass: failing.length === 0,
    message: () =>
      failing.length === 0
        ? `expected at least one finding of severity ${severity}, but all checks pass\n`
        : formatText({ ...report, findings: failing }, { verbose: true }),
  };
}
