import type { Manifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { formatKey } from './format-string';
import { addMap, addValue, lineStart } from './format-value';
import { ManifestError } from './manifest-error';
import { keysWithFirst } from './key-order';
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

const firstInManifest = ['apiVersion', 'kind', 'metadata'] as const;
const firstInMetadata = ['name', 'namespace'] as const;

function formatDocument(manifest: Manifest): string {
  if (!isPlainMap(manifest)) throw new UnwritableError();
  let text = '';
  for (const key of keysWithFirst(manifest, firstInManifest)) {
    const value = manifest[key];
    if (value === undefined) continue;
    text += (text === '' ? '' : lineStart(0)) + formatKey(key, 0);
    text =
      key === 'metadata'
        ? addMap(text, manifest.metadata, keysWithFirst(manifest.metadata, firstInMetadata), 0)
        : addValue(text, value, 0);
  }
  return text + '\n';
}

function describeUnwritable(manifest: Manifest): string {
  const found = findUnwritable(manifest);
  const where = found === undefined || found.path === '' ? 'it' : found.path;
  return `${formatIdentity(identityOf(manifest))}: cannot write ${where}: ${found?.reason ?? 'no JSON data'}`;
}
