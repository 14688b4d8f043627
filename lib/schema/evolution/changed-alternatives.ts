import { isDeepStrictEqual } from 'node:util';
import type { StructuralSchema } from '../facts/schema-facts';

/** How many schemas of `allOf`, `anyOf` or `oneOf` are new, and how many are gone, in whatever order they stand. */
export function changedAlternatives(
  before: readonly StructuralSchema[] = [],
  after: readonly StructuralSchema[] = [],
): { readonly added: number; readonly removed: number } {
  const without = (list: readonly StructuralSchema[], other: readonly StructuralSchema[]): number =>
    list.filter((schema) => !other.some((each) => isDeepStrictEqual(withoutProse(schema), withoutProse(each)))).length;
  return { added: without(after, before), removed: without(before, after) };
}

/** Descriptions and examples stand in definitions, and mean nothing to a server. */
export function withoutProse(schema: StructuralSchema): unknown {
  return JSON.parse(
    JSON.stringify(schema, (name, value: unknown) =>
      (name === 'description' || name === 'example') && typeof value === 'string' ? undefined : value,
    ),
  );
}
