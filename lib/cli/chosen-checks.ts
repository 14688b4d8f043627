import { allChecks } from '../checks/all-checks';
import { readingChecks } from '../checks/reading-checks';
import { nearestName } from '../fleet/near-miss';
import type { Finding } from '../manifest/objects/finding';
import type { Report } from '../report/report';
import { UsageError } from './command';

/** Which checks a report is about, as the command line says it. */
export interface ChosenChecks {
  /** Ids of checks; all when left out. */
  readonly only?: readonly string[] | undefined;
  /** Ids of checks that are left out. */
  readonly skip?: readonly string[] | undefined;
}

/** The part of a report that is of the chosen checks. @throws UsageError for an id that no check has */
export function reportOf(report: Report, { only, skip = [] }: ChosenChecks): Report {
  if (only === undefined && skip.length === 0) return report;
  const isChosen = ({ id }: Pick<Finding, 'id'>): boolean =>
    (only === undefined || only.includes(id)) && !skip.includes(id);
  return {
    ...report,
    findings: report.findings.filter(isChosen),
    proofs: report.proofs.filter(isChosen),
    suppressed: report.suppressed.filter(({ finding }) => isChosen(finding)),
  };
}

/** Refuses what no check is called: a misspelt id would choose nothing, or leave nothing out. */
export function assertChecks(flag: string, ids: readonly string[] = []): void {
  const known = [...allChecks, ...readingChecks].map(({ id }) => id);
  for (const id of ids) {
    if (known.includes(id)) continue;
    const meant = nearestName(id, known);
    throw new UsageError(
      `${flag} ${id}: no check has that id${meant === undefined ? '; docs/checks lists them' : `; did you mean "${meant}"?`}`,
    );
  }
}
