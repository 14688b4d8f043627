import type { Suppression } from '../../fleet/suppression';
import { noStrandedData } from '../../checks/storage/no-stranded-data';
import { matchesObject } from '../../checks/suppress-findings';
import { suppressionFlaw } from '../../checks/suppression-flaw';
import type { FindingObject } from '../../manifest/objects/finding';

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
      suppression.check === noStrandedData.id &&
      suppression.object !== undefined &&
      suppressionFlaw({ suppression }, [noStrandedData], today) === undefined &&
      matchesObject(suppression.object, object),
  );
}
