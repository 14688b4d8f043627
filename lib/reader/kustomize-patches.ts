import { posix } from 'node:path';
import type { Finding } from '../checks/finding';
import { isJsonArray, isJsonObject, type JsonValue } from '../manifest/objects/json';
import { parseDocuments } from './parse-documents';
import { defaultReadLimits } from './read-limits';

/** Whether a file says what kustomize builds. */
export function isKustomization(file: string): boolean {
  return ['kustomization.yaml', 'kustomization.yml', 'Kustomization'].includes(posix.basename(file));
}

/** The files that a kustomization applies as patches to other objects: they are parts of objects, and none themselves. */
export function patchFilesOf(kustomization: string, text: string): readonly string[] {
  const folder = posix.dirname(kustomization);
  return parseDocuments(text, defaultReadLimits).documents.flatMap(({ value }) => {
    if (!isJsonObject(value)) return [];
    const { patches, patchesStrategicMerge, patchesJson6902 } = value;
    return [...pathsIn(patches), ...pathsIn(patchesStrategicMerge), ...pathsIn(patchesJson6902)].map((path) =>
      posix.normalize(posix.join(folder, path)),
    );
  });
}

/** A patch is named by its `path`, or in the older list by itself; one that is written in place has several lines. */
function pathsIn(list: JsonValue | undefined): readonly string[] {
  if (!isJsonArray(list)) return [];
  return list.flatMap((patch) => {
    const path = isJsonObject(patch) ? patch.path : patch;
    return typeof path === 'string' && !path.includes('\n') ? [path] : [];
  });
}

/** What is said of a patch in place of what its object would be. */
export function uncheckedPatch(file: string): Finding {
  return {
    id: 'valid-manifest',
    severity: 'info',
    status: 'unproved',
    object: { apiVersion: '', kind: 'File', name: file },
    path: '',
    message: 'Not checked: kustomize puts this file into other objects',
    fix: 'check what `kustomize build` prints',
    origin: file,
  };
}
