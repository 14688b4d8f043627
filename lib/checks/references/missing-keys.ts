import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { Problem } from '../finding';
import { listNames } from '../list-names';

/** The keys that are picked from a ConfigMap or Secret and that none of its maps has. */
export function* missingKeys(
  keys: readonly Field[],
  { manifest }: LocatedManifest,
  maps: readonly string[],
): Iterable<Problem> {
  const entries = maps.flatMap((map) => Object.keys(Field.root(manifest).at(map).map ?? {}));
  for (const key of keys) {
    if (key.text === undefined || entries.includes(key.text)) continue;
    yield {
      path: key.path,
      message: `Not found: "${key.text}" in ${formatIdentity(identityOf(manifest))}`,
      fix: `name one of its keys: ${entries.length === 0 ? 'it has none' : listNames(entries)}`,
    };
  }
}
