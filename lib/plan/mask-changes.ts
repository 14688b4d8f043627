import { confidentialValues } from '../checks/confidential-values';
import { confidentialEntry, maskValues } from '../checks/mask-problem';
import { flagName, isNamedConfidential, maskAssignments } from '../checks/security/secret-like';
import { isJsonArray, isJsonObject, type JsonValue } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import type { Change } from './difference/change';

/** What stands in a change where a value was that nobody may read. */
const masked = '(hidden)';

/** The changes of an object without any value that may not be quoted: all that a Secret holds, and credentials. */
export function maskChanges(changes: readonly Change[], manifests: readonly Manifest[]): readonly Change[] {
  const hidden = new Set<string>();
  return changes.flatMap(({ path, from, to, ...rest }) => {
    const entry = secretEntry(path, manifests);
    // Below an entry of a Secret, even the names of fields are a part of its value.
    if (entry !== undefined && hidden.has(entry)) return [];
    if (entry !== undefined) hidden.add(entry);
    const mask = (value: JsonValue): JsonValue => (entry !== undefined ? masked : maskedValue(value, manifests));
    return {
      path: entry ?? path,
      ...(from === undefined ? {} : { from: mask(from) }),
      ...(to === undefined ? {} : { to: mask(to) }),
      ...rest,
    };
  });
}

/** A Secret that is read as YAML has `stringData`; as it is stored, `data`. */
function secretEntry(path: string, manifests: readonly Manifest[]): string | undefined {
  const isSecret = manifests.some(({ kind }) => kind === 'Secret');
  return confidentialEntry(path, isSecret ? [...manifests, storedContent] : manifests);
}

const storedContent: Manifest = { apiVersion: 'v1', kind: 'Secret', metadata: { name: '' }, data: {}, stringData: {} };

function maskedValue(value: JsonValue, manifests: readonly Manifest[]): JsonValue {
  if (typeof value === 'string') return maskedText(value, manifests);
  if (isJsonArray(value)) {
    return value.map((item, index) => {
      const before = value[index - 1];
      const flag = typeof before === 'string' ? flagName(before) : undefined;
      const isValueOfFlag = flag !== undefined && typeof item === 'string' && isNamedConfidential(flag, item);
      return isValueOfFlag ? masked : maskedValue(item, manifests);
    });
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, part === undefined ? part : maskedValue(part, manifests)]),
  );
}

function maskedText(text: string, manifests: readonly Manifest[]): string {
  // Also where it is so short that a longer text would have it by chance.
  if (manifests.some((manifest) => confidentialValues(manifest).texts.has(text))) return masked;
  return maskAssignments(maskValues(text, manifests), masked);
}
