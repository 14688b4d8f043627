import { compareText } from '../manifest/objects/compare-text';
import type { Finding, FindingStatus, Severity } from './finding';

/** The severities, the one that stops a merge first. */
export const severities = ['error', 'warning', 'info'] as const satisfies readonly Severity[];

/** The statuses, the one that needs a reader first. */
export const statuses = ['violated', 'unproved', 'proved'] as const satisfies readonly FindingStatus[];

/** The order of findings: by cluster and object, then by check and field, never by the order of files. */
export function compareFindings(left: Finding, right: Finding): number {
  return (
    compareText(left.cluster ?? '', right.cluster ?? '') ||
    compareText(left.object.namespace ?? '', right.object.namespace ?? '') ||
    compareText(left.object.kind, right.object.kind) ||
    compareText(left.object.name, right.object.name) ||
    compareText(left.object.apiVersion, right.object.apiVersion) ||
    compareText(left.id, right.id) ||
    compareText(left.path, right.path) ||
    compareText(left.message, right.message) ||
    compareText(left.origin ?? '', right.origin ?? '')
  );
}
