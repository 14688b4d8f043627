import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../manifest/objects/json';

/** Two affinities in one: preferences and terms about pods add up, and what both require of a node must hold together. */
export function bothAffinities(one: JsonObject, other: JsonObject): JsonObject {
  return merged(one, other, (left, right) =>
    isJsonObject(left) && isJsonObject(right) ? merged(left, right, bothHold) : right,
  );
}

function bothHold(one: JsonValue, other: JsonValue): JsonValue {
  if (isJsonArray(one) && isJsonArray(other)) return [...one, ...other];
  if (!isJsonObject(one) || !isJsonObject(other)) return other;
  // Terms are alternatives, and all expressions of one must hold.
  const nodeSelectorTerms = termsOf(one).flatMap((left) =>
    termsOf(other).map((right) => merged(left, right, bothHold)),
  );
  return { nodeSelectorTerms };
}

function termsOf({ nodeSelectorTerms }: JsonObject): readonly JsonObject[] {
  return isJsonArray(nodeSelectorTerms) ? nodeSelectorTerms.filter(isJsonObject) : [];
}

function merged(
  one: JsonObject,
  other: JsonObject,
  merge: (one: JsonValue, other: JsonValue) => JsonValue,
): JsonObject {
  const entries = Object.entries(other).map(([key, value]) => {
    const present = one[key];
    return [key, present === undefined || value === undefined ? value : merge(present, value)] as const;
  });
  return { ...one, ...Object.fromEntries(entries) };
}
