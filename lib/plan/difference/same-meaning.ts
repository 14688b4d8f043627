import { isDeepStrictEqual } from 'node:util';
import { parseQuantity } from '../../manifest/objects/quantity';
import type { JsonValue } from '../../manifest/objects/json';
import { goPattern } from '../../manifest/objects/go-pattern';
import { parseGoDuration } from '../../schema/structure/go-duration';
import type { StructuralSchema } from '../../schema/facts/schema-facts';

/** Whether two scalars are one value: `1Gi` and `1024Mi` where a quantity stands, `60s` and `1m` where a duration does. */
export function sameMeaning(one: JsonValue, other: JsonValue, schema: StructuralSchema | undefined): boolean {
  if (isDeepStrictEqual(one, other)) return true;
  if (isText(one) && isText(other)) {
    if (takesQuantities(schema)) return sameQuantity(String(one), String(other));
    if (takesDurations(schema)) return sameDuration(String(one), String(other));
  }
  return false;
}

function isText(value: JsonValue): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** By its format, or by the pattern that controller-gen writes for `resource.Quantity`. */
function takesQuantities(schema: StructuralSchema | undefined): boolean {
  if (schema?.format === 'quantity') return true;
  return schema?.['x-kubernetes-int-or-string'] === true && schema.pattern?.includes('[KMGTPE]i') === true;
}

/** By its format, or by a pattern that takes an hour, a minute and a second, and no word. */
function takesDurations(schema: StructuralSchema | undefined): boolean {
  if (schema?.format === 'duration') return true;
  if (schema?.pattern === undefined || !hasInOrder(schema.pattern, ['h', 'm', 's'])) return false;
  return matches(schema.pattern, '1h') && matches(schema.pattern, '1m') && !matches(schema.pattern, 'x1m');
}

function hasInOrder(text: string, letters: readonly string[]): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function matches(pattern: string, text: string): boolean {
  return goPattern(pattern)?.test(text) === true;
}

function sameQuantity(one: string, other: string): boolean {
  const [left, right] = [parseQuantity(one), parseQuantity(other)];
  return left !== undefined && right !== undefined && left.compareTo(right) === 0;
}

function sameDuration(one: string, other: string): boolean {
  const [left, right] = [parseGoDuration(one), parseGoDuration(other)];
  return left !== undefined && left === right;
}
