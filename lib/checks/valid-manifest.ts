import { isJsonObject } from '../manifest/objects/json';
import { manifestFlaws } from '../manifest/objects/manifest-flaws';
import type { Finding, FindingObject } from './finding';

/** Where a value stands that should be an object, and what names it where it has no name. */
export interface ManifestPlace {
  /** Names the value where it does not say of itself what it is. */
  readonly unnamed: FindingObject;
  /** Where it stands in its document: `items[2]`; nothing for the document itself. */
  readonly path?: string;
  readonly origin?: string | undefined;
  readonly cluster?: string;
}

/** Says of a value what keeps it from being an object of Kubernetes; nothing for one that can at least be addressed. */
export function validManifest(
  value: unknown,
  { unnamed, path = '', origin, cluster }: ManifestPlace,
): readonly Finding[] {
  return manifestFlaws(value).map((flaw) => ({
    id: 'valid-manifest',
    severity: 'error',
    status: 'violated',
    object: objectOf(value, unnamed),
    path: [path, flaw.path].filter((part) => part !== '').join('.'),
    message: flaw.message,
    fix: flaw.fix ?? 'write an object with apiVersion, kind and metadata.name, or keep it out of the tree',
    ...(origin === undefined ? {} : { origin }),
    ...(cluster === undefined ? {} : { cluster }),
  }));
}

/** As much of an object's name as is there. */
function objectOf(value: unknown, unnamed: FindingObject): FindingObject {
  if (!isJsonObject(value) || typeof value.kind !== 'string') return unnamed;
  const { name, namespace } = isJsonObject(value.metadata) ? value.metadata : {};
  return {
    apiVersion: typeof value.apiVersion === 'string' ? value.apiVersion : '',
    kind: value.kind,
    ...(typeof namespace === 'string' ? { namespace } : {}),
    name: typeof name === 'string' ? name : '',
  };
}
