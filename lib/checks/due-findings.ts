import type { Finding } from './finding';

/**
 * The findings that hold on a day. A check does not know the day: what is to come says when, and waits.
 *
 * @param today as `2027-01-31`; left out, nothing is due that waits
 */
export function dueFindings(findings: readonly Finding[], today: string | undefined): readonly Finding[] {
  if (findings.every(({ dueFrom }) => dueFrom === undefined)) return findings;
  return findings.flatMap(({ dueFrom, ...finding }) =>
    dueFrom === undefined || (today !== undefined && today >= dueFrom) ? [finding] : [],
  );
}
