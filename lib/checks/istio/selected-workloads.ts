import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { parseLabels, type Labels } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';

/** Where the labels of a selector stand in the kinds of Istio that select pods. */
export function selectorField({ manifest }: LocatedManifest): Field {
  const spec = Field.root(manifest).at('spec');
  const selector = spec.at('selector', 'matchLabels');
  return selector.isSet ? selector : spec.at('workloadSelector', 'labels');
}

/** The labels that select pods; undefined for an object that is for its whole namespace. */
export function selectedLabels(object: LocatedManifest): Labels | undefined {
  const labels = parseLabels(selectorField(object).value);
  return labels === undefined || Object.keys(labels).length === 0 ? undefined : labels;
}

/** Of the objects of a kind that take effect alone: each that meets an earlier one, with that one. */
export function meetings(
  manifests: ManifestSet,
  objects: readonly LocatedManifest[],
): ReadonlyMap<LocatedManifest, LocatedManifest> {
  const owners = new Map<string, LocatedManifest>();
  const meeting = new Map<LocatedManifest, LocatedManifest>();
  for (const object of objects) {
    for (const key of claims(manifests, object)) {
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, object);
      else if (owner !== object && !meeting.has(object)) meeting.set(object, owner);
    }
  }
  return meeting;
}

function* claims(manifests: ManifestSet, object: LocatedManifest): Iterable<string> {
  const namespace = namespaceOf(object.manifest);
  const labels = selectedLabels(object);
  const targets = Field.root(object.manifest).at('spec', 'targetRefs').items();
  if (targets.length > 0) return;
  if (labels === undefined) yield `namespace ${namespace}`;
  else {
    for (const { owner } of manifests.podsSelectedBy(namespace, { matchLabels: labels })) {
      yield `pods ${namespace} ${owner.manifest.kind} ${owner.manifest.metadata.name ?? ''}`;
    }
  }
}
