import { confidentialValues } from '../checks/confidential-values';
import { maskValues } from '../checks/mask-problem';
import { isJsonArray, isJsonObject, type JsonValue } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import type { Change } from './difference/change';
import { isWithin } from './immutable/refused-changes';

/** What stands in a change where a value was that nobody may read. */
const masked = '(hidden)';

/** The changes of an object without any value that may not be quoted: all that a Secret holds, and credentials. */
export function maskChanges(changes: readonly Change[], manifests: readonly Manifest[]): readonly Change[] {
  if (changes.length === 0) return changes;
  const paths = manifests.flatMap((manifest) => [...confidentialValues(manifest).paths]);
  // A Secret that is read as YAML has `stringData`; as it is stored, `data`.
  const own = manifests.some(({ kind }) => kind === 'Secret') ? ['data', 'stringData', ...paths] : paths;
  return changes.map(({ path, from, to, ...rest }) => {
    const isHidden = own.some((confidential) => isWithin(path, confidential));
    const mask = (value: JsonValue): JsonValue => (isHidden ? masked : maskedValue(value, manifests));
    return {
      path,
      ...(from === undefined ? {} : { from: mask(from) }),
      ...(to === undefined ? {} : { to: mask(to) }),
      ...rest,
    };
  });
}

function maskedValue(value: JsonValue, manifests: readonly Manifest[]): JsonValue {
  if (typeof value === 'string') return maskValues(value, manifests);
  if (isJsonArray(value)) return value.map((item) => maskedValue(item, manifests));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, part === undefined ? part : maskedValue(part, manifests)]),
  );
}
