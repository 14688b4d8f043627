import { namespaceOf } from '../manifest/objects/find-object';
import { isJsonObject } from '../manifest/objects/json';
import { identityKey, identityOf } from '../manifest/objects/object-identity';
import { applyClaims, valueAt } from '../model/apply-claims';
import type { ChartManifest } from '../model/capability';
import type { ClusterModel } from '../model/cluster-model';

/**
 * The user's own objects, with what was claimed in them: a field that is left to a controller is left out, a declared
 * value is set. What such an object says itself is a claim, too, so that a contradiction is an error that names both.
 */
export function heedClaims(model: ClusterModel, objects: readonly ChartManifest[]): readonly ChartManifest[] {
  const { ownership, workloads } = model;
  if (ownership.fields().length === 0) return objects;
  const defaulted = new Map(workloads.map((workload) => [identityKey(workload.controller), workload.defaultedFields]));
  return objects.map((entry) => {
    const { manifest, origin } = entry;
    const object = { ...identityOf(manifest), namespace: namespaceOf(manifest) };
    if (!ownership.has(object) || !isJsonObject(manifest.spec)) return entry;
    const filledIn = defaulted.get(identityKey(object)) ?? [];
    for (const { path } of ownership.take(object)) {
      const value = filledIn.includes(path) ? undefined : valueAt(manifest, path);
      if (value !== undefined) ownership.claim(object, path, { by: path, origin, value });
    }
    return { ...entry, manifest: { ...manifest, spec: applyClaims(manifest.spec, 'spec', ownership.take(object)) } };
  });
}
