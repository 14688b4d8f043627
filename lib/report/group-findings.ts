import { compareFindings, severities, statuses } from '../checks/finding-order';
import { appendTo } from '../manifest/objects/append-to';
import type { Finding } from '../manifest/objects/finding';

/** One conclusion, and everything that it is about: said once, however many objects and clusters share it. */
export interface FindingGroup extends Pick<Finding, 'id' | 'severity' | 'status' | 'message' | 'fix'> {
  readonly places: readonly FindingPlace[];
}

/** One field of one object, in every cluster that has it. */
export interface FindingPlace extends Pick<Finding, 'object' | 'path'> {
  readonly clusters: readonly string[];
  readonly origins: readonly string[];
}

/** Groups equal conclusions, the most useful first: errors, then what concerns most objects. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of [...findings].sort(compareFindings)) {
    const { id, severity, status, message, fix } = finding;
    appendTo(groups, JSON.stringify([id, severity, status, message, fix]), finding);
  }
  return [...groups.values()]
    .flatMap((members) => {
      const [first] = members;
      if (first === undefined) return [];
      const { id, severity, status, message, fix } = first;
      return [{ id, severity, status, message, fix, places: placesOf(members) }];
    })
    .sort(compareGroups);
}

function compareGroups(left: FindingGroup, right: FindingGroup): number {
  return (
    severities.indexOf(left.severity) - severities.indexOf(right.severity) ||
    statuses.indexOf(left.status) - statuses.indexOf(right.status) ||
    right.places.length - left.places.length
  );
}

function placesOf(findings: readonly Finding[]): readonly FindingPlace[] {
  const places = new Map<string, Finding[]>();
  for (const finding of findings) appendTo(places, JSON.stringify([finding.object, finding.path]), finding);
  return [...places.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    const clusters = new Set(members.flatMap(({ cluster }) => cluster ?? []));
    const origins = new Set(members.flatMap(({ origin }) => origin ?? []));
    return [{ object: first.object, path: first.path, clusters: [...clusters], origins: [...origins] }];
  });
}
