import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../manifest/objects/json';
import { claimedSteps } from '../model/apply-claims';

/** A field as a JSON pointer (RFC 6901): `/spec/replicas`. */
export function jsonPointer(steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/**
 * Where an object has the field of a claim, as JSON pointers: `spec.http[grpc].route[*].weight` as
 * `/spec/http/0/route/0/weight` and `/spec/http/0/route/1/weight`; none where it leaves the field out.
 */
export function pointersTo(object: JsonObject, path: string): readonly string[] {
  return placesOf(object, claimedSteps(path)).map(jsonPointer);
}

function placesOf(
  value: JsonValue | undefined,
  [step, ...rest]: readonly string[],
): readonly (readonly (string | number)[])[] {
  if (value === undefined) return [];
  if (step === undefined) return [[]];
  return itemsAt(value, step).flatMap(([key, item]) => placesOf(item, rest).map((place) => [key, ...place]));
}

function itemsAt(value: JsonValue, step: string): readonly (readonly [string | number, JsonValue])[] {
  const key = step.startsWith('[') ? step.slice(1, -1) : step;
  if (isJsonArray(value))
    return [...value.entries()].filter(([, item]) => key === '*' || (isJsonObject(item) && item.name === key));
  const entry = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return entry === undefined ? [] : [[key, entry]];
}
