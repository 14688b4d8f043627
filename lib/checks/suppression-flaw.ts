import { scopeOfKind } from '../manifest/objects/kind-scope';
import type { ObjectPattern, Suppression } from '../fleet/suppression';
import type { Check } from './check';
import type { Finding } from './finding';
import type { PlacedSuppression } from './suppression-annotation';

/** Why a suppression accepts nothing. */
export interface SuppressionFlaw extends Pick<Finding, 'id' | 'severity' | 'message' | 'fix'> {
  readonly field: keyof Suppression | '';
}

/** What of a check decides who may accept its findings. */
export type SuppressedCheck = Pick<Check, 'id' | 'acceptedByName'> & Partial<Pick<Check, 'kinds'>>;

/** What is wrong with a suppression by itself: unknown check, no object where one must be named, no reason, no day, or a day that has come. */
export function suppressionFlaw(
  { suppression, object }: PlacedSuppression,
  checks: readonly SuppressedCheck[],
  today?: string,
): SuppressionFlaw | undefined {
  const { check, reason, expires } = suppression;
  const flaw = { id: 'valid-suppression', severity: 'error' } as const;
  const known = checks.find(({ id }) => id === check);
  if (known === undefined) {
    return { ...flaw, field: 'check', message: `Not found: "${check}"`, fix: 'name a check by its id' };
  }
  if (known.acceptedByName === true && object === undefined && !namesOne(suppression.object, known.kinds)) {
    return {
      ...flaw,
      field: 'object',
      message: `Required value: what ${check} finds is accepted object by object`,
      fix: 'name kind, namespace and name of the object, without "*"',
    };
  }
  if (reason.trim() === '') {
    return { ...flaw, field: 'reason', message: 'Required value', fix: 'say why the finding is acceptable here' };
  }
  if (!isDay(expires)) {
    const message = expires === '' ? 'Required value' : `Invalid value: "${expires}": must be a day such as 2027-01-31`;
    return { ...flaw, field: 'expires', message, fix: 'name the day on which somebody should look at this again' };
  }
  if (today === undefined || today < expires) return undefined;
  return {
    ...flaw,
    severity: 'warning',
    field: 'expires',
    message: `Invalid value: "${expires}": has expired; the findings are reported again`,
    fix: 'fix what the check found, or decide anew until when it is acceptable',
  };
}

/** What belongs to the whole cluster has no namespace to name. */
function namesOne({ kind = '*', namespace, name = '*' }: ObjectPattern = {}, kinds: readonly string[] = []): boolean {
  const isOfCluster = kinds.length > 0 && kinds.every((one) => scopeOfKind(...groupAndKind(one)) === 'Cluster');
  return ![kind, namespace ?? (isOfCluster ? '' : '*'), name].some((pattern) => pattern.includes('*'));
}

function groupAndKind(kind: string): readonly [group: string, kind: string] {
  const [group = '', name] = kind.split('/');
  return name === undefined ? ['', group] : [group, name];
}

/** What is wrong with a suppression that had nothing to accept though its check ran. */
export function unusedFlaw({ suppression: { check } }: PlacedSuppression): SuppressionFlaw {
  return {
    id: 'no-unused-suppression',
    severity: 'warning',
    field: '',
    message: `Forbidden: ${check} finds nothing that this suppression covers`,
    fix: 'delete the suppression',
  };
}

/** A real day of the calendar, as `2027-01-31`. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
