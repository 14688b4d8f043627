import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../manifest/objects/json';
import type { FieldClaim, OwnedField } from './ownership';

/**
 * A part of an object with what was claimed in it: a declared value is set, a field that is left to a controller is left
 * out, so that applying the object again does not take it back.
 *
 * @param path of the part in its object
 */
export function applyClaims(part: JsonObject, path: string, fields: readonly OwnedField[]): JsonObject {
  return fields
    .filter((field) => field.path.startsWith(`${path}.`))
    .reduce((changed, field) => setAt(changed, claimedSteps(field.path.slice(path.length + 1)), field.claim), part);
}

/** What stands at the path of a claim, such as `spec.containers[cart].resources`; undefined where nothing does. */
export function valueAt(object: JsonObject, path: string): JsonValue | undefined {
  return claimedSteps(path).reduce<JsonValue | undefined>(step, object);
}

function step(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (!name.startsWith('[')) return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  const key = name.slice(1, -1);
  if (isJsonObject(value)) return Object.hasOwn(value, key) ? value[key] : undefined;
  return isJsonArray(value) ? value.find((entry) => isJsonObject(entry) && entry.name === key) : undefined;
}

/** The steps of the path of a claim: `spec.containers[cart].resources` as `spec`, `containers`, `[cart]`, `resources`. */
export function claimedSteps(path: string): readonly string[] {
  return path.match(/\[[^[\]]*\]|[^.[]+/g) ?? [];
}

function setAt(part: JsonObject, [name = '', ...rest]: readonly string[], claim: FieldClaim): JsonObject {
  const { [name]: value, ...others } = part;
  const changed = rest.length === 0 ? ('value' in claim ? claim.value : undefined) : inside(value, rest, claim);
  return changed === undefined ? others : { ...part, [name]: changed };
}

function inside(value: JsonValue | undefined, steps: readonly string[], claim: FieldClaim): JsonValue | undefined {
  const [item = '', ...rest] = steps;
  if (!item.startsWith('[')) {
    // A field that is left to a controller makes no empty map where there was none.
    if (value === undefined && 'leftTo' in claim) return undefined;
    return setAt(isJsonObject(value) ? value : {}, steps, claim);
  }
  const name = item.slice(1, -1);
  if (!isJsonArray(value)) return value;
  return value.map((entry) => (isJsonObject(entry) && entry.name === name ? setAt(entry, rest, claim) : entry));
}
