import type { StructuralSchema, ValidationRule } from '../facts/schema-facts';
import { leastCost } from '../cel/cost/least-cost';
import { maxElements, maxRequestSize, minSerializedSize } from '../cel/cost/serialized-size';
import { parseCel } from '../cel/syntax/parse-cel';

/** What a rule, and all rules of a definition, may cost as the API server estimates it. */
export const ruleCostLimits = { rule: 10_000_000, definition: 100_000_000 } as const;

/**
 * The least that an API server estimates a rule to cost at most, run on every value of its schema that an object may have.
 *
 * @param cardinality how many values of the schema limits of lists and maps above it allow; undefined where one has none
 */
export function leastRuleCost(
  { rule, optionalOldSelf = false }: ValidationRule,
  schema: StructuralSchema,
  cardinality: number | undefined,
): number {
  const size = maxElements(schema);
  const self = { schema, ...(size === undefined ? {} : { size }) };
  const once = leastCost(
    parseCel(rule),
    new Map([
      ['self', self],
      ['oldSelf', optionalOldSelf ? {} : self],
    ]),
  );
  return once * (cardinality ?? fittingIntoARequest(schema));
}

function fittingIntoARequest(schema: StructuralSchema): number {
  const size = minSerializedSize(schema);
  return size === undefined ? 1 : Math.floor(maxRequestSize / (size + 1));
}
