import { Field } from '../../../lib/manifest/objects/field';
import { isJsonArray, type JsonValue } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../../lib/manifest/objects/object-identity';
import { isMap } from './writer';

/** Which fields of an object an engine leaves alone. */
export type Ignores = (object: Manifest, path: string) => boolean;

/**
 * Fields that a manifest has and the cluster has otherwise: what Flux and Config Sync would apply again on the server's side,
 * and Argo CD (with `ServerSideApply=true`) and Rancher Fleet would report. None of the four looks at a field that the
 * manifest does not have.
 */
export function lastingDifferences(declared: Manifest, live: Manifest, ignores: Ignores): readonly string[] {
  const found: string[] = [];
  compare(declared, live, '', (path) => {
    if (!ignores(declared, path)) found.push(`${formatIdentity(identityOf(declared))} ${path}`);
  });
  return found;
}

function compare(
  one: JsonValue | undefined,
  other: JsonValue | undefined,
  path: string,
  tell: (path: string) => void,
): void {
  if (one === undefined) return;
  if (isMap(one) && isMap(other))
    for (const [key, value] of Object.entries(one)) compare(value, other[key], `${path}/${key}`, tell);
  else if (isJsonArray(one) && isJsonArray(other) && one.length === other.length)
    for (const [index, value] of one.entries()) compare(value, other[index], `${path}/${index}`, tell);
  else if (one !== other) tell(path);
}

/** What `ignoreDifferences` of an Application says, by its documented rules for JSON pointers. */
export function ignoredByArgoCd(applications: readonly Manifest[]): Ignores {
  const entries = applications.flatMap((each) => Field.root(each).at('spec', 'ignoreDifferences').items());
  return (object, path) =>
    entries.some(
      (entry) =>
        entry.at('kind').text === object.kind &&
        entry.at('name').text === object.metadata.name &&
        (entry.at('namespace').text ?? '') === (object.metadata.namespace ?? '') &&
        entry
          .at('jsonPointers')
          .items()
          .some(({ text = '' }) => path === text || path.startsWith(`${text}/`)),
    );
}
