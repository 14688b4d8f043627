import { parseQuantity } from '../../manifest/objects/quantity';
import type { Validator } from './validator';

/** The definition that resource amounts refer to, in OpenAPI v2 and v3 alike. */
export function isQuantityReference(reference: string): boolean {
  return reference.endsWith('io.k8s.apimachinery.pkg.api.resource.Quantity');
}

/** An amount of a resource: text or a number that the API server can read as a quantity. */
export const quantityValidator: Validator = (value, report) => {
  if (value === null) return;
  if (typeof value !== 'string' && typeof value !== 'number') {
    report.invalid(value, 'must be a quantity', 'write a number with a suffix, such as 500m or 1Gi');
  } else if (parseQuantity(value) === undefined) {
    report.invalid(
      value,
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
      'write a number with a suffix, such as 500m or 1Gi',
    );
  }
};
