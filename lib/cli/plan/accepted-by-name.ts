import type { Suppression } from '../../fleet/suppression';
import { allChecks } from '../../checks/all-checks';
import { matchesObject } from '../../checks/suppress-findings';
import { suppressionFlaw } from '../../checks/suppression-flaw';
import type { FindingObject } from '../../manifest/objects/finding';

/** The checks that hold back what cannot be had again. */
const acceptedByName = allChecks.filter((check) => check.acceptedByName === true);

/**
 * Whether the program itself says that an object may go: what lets its synth pass is an acknowledgement as well. A
 * suppression that names no object, or has expired, accepts nothing.
 */
export function isAcceptedByName(
  object: FindingObject,
  suppressions: readonly Suppression[],
  today: string | undefined,
): boolean {
  return suppressions.some(
    (suppression) =>
      suppression.object !== undefined &&
      suppressionFlaw({ suppression }, acceptedByName, today) === undefined &&
      matchesObject(suppression.object, object),
  );
}
