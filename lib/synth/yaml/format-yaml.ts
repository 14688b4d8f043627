import { isJsonObject, type JsonObject } from '../../manifest/objects/json';
import type { Manifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { formatKey } from './format-string';
import { addMap, addValue, lineStart } from './format-value';
import { ManifestError } from './manifest-error';
import { keysWithFirst, sortedKeys } from './key-order';
import { findUnwritable, isPlainMap, UnwritableError } from './unwritable-value';

/**
 * One manifest as one YAML document, without a leading `---`: the same bytes for the same data, whatever the order
 * of its keys. First apiVersion, kind and metadata (in it name and namespace), then the keys by alphabet; lists
 * keep their order. Undefined fields are left out. A null is written, because it means something where it is
 * allowed: in Helm values it takes a chart's default away. (cdk8s drops those of an `ApiObject` before.)
 *
 * @throws where a value is no JSON data or no Unicode text, with the object and the path
 */
export function formatYaml(manifest: Manifest): string {
  try {
    return formatDocument(manifest);
  } catch (error) {
    if (!(error instanceof UnwritableError)) throw error;
    throw new ManifestError(describeUnwritable(manifest), { cause: error });
  }
}

/** Plain data as one YAML document: its keys by alphabet, what is undefined left out. */
export function formatMap(data: JsonObject): string {
  return formatEntries(data, sortedKeys(data));
}

const firstInManifest = ['apiVersion', 'kind', 'metadata'] as const;
const firstInMetadata = ['name', 'namespace'] as const;

function formatDocument(manifest: Manifest): string {
  if (!isPlainMap(manifest)) throw new UnwritableError();
  return formatEntries(manifest, keysWithFirst(manifest, firstInManifest), new Map([['metadata', firstInMetadata]]));
}

/** @param firstIn keys that come first in the map of a key */
function formatEntries(
  map: JsonObject,
  keys: readonly string[],
  firstIn: ReadonlyMap<string, readonly string[]> = new Map(),
): string {
  let text = '';
  for (const key of keys) {
    const value = map[key];
    if (value === undefined) continue;
    text += (text === '' ? '' : lineStart(0)) + formatKey(key, 0);
    const first = firstIn.get(key);
    text =
      first !== undefined && isJsonObject(value)
        ? addMap(text, value, keysWithFirst(value, first), 0)
        : addValue(text, value, 0);
  }
  return text + '\n';
}

function describeUnwritable(manifest: Manifest): string {
  const found = findUnwritable(manifest);
  const where = found === undefined || found.path === '' ? 'it' : found.path;
  return `${formatIdentity(identityOf(manifest))}: cannot write ${where}: ${found?.reason ?? 'no JSON data'}`;
}
