import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import { identityKey, identityOf } from '../manifest/objects/object-identity';
import { podTemplateOf } from '../manifest/pods/pod-template';
import { madeMetadataPaths } from '../products/made-pods';
import type { ChartManifest } from '../model/capability';
import type { ClusterModel } from '../model/cluster-model';
import type { Contribution } from '../model/contributions';

/** Puts the labels and annotations that capabilities want on others' objects where they belong; reports what found no object. */
export function applyContributions(model: ClusterModel, emitted: readonly ChartManifest[]): ChartManifest[] {
  const open = new Set(model.contributions.objects());
  if (open.size === 0) return [...emitted];
  const applied = emitted.map((entry) => {
    const identity = identityOf(entry.manifest);
    if (!open.delete(identityKey(identity))) return entry;
    const onObject = model.contributions.for(identity, 'object');
    const onPods = model.contributions.for(identity, 'pods');
    let { manifest } = entry;
    if (onObject !== undefined) manifest = withMetadata(manifest, ['metadata'], onObject);
    if (onPods !== undefined) {
      const template = podTemplateOf(entry);
      const paths = template === undefined ? metadataOfPods(manifest) : [template.metadataPath];
      for (const path of paths) manifest = withMetadata(manifest, stepsOf(path), onPods);
      if (onPods.serviceAccountToken && template !== undefined) manifest = withToken(manifest, template.specPath);
    }
    return { ...entry, manifest };
  });
  for (const key of open) reportUnmatched(model, key);
  return applied;
}

/** Where an object says what the pods have that a controller makes of it; its own metadata where it does not. */
function metadataOfPods(manifest: Manifest): readonly string[] {
  const made = madeMetadataPaths(manifest);
  return made.length === 0 ? ['metadata'] : made;
}

/** `spec.nodeSets[0].podTemplate` step by step. */
function stepsOf(path: string): readonly string[] {
  return path.split(/[.[\]]+/).filter((step) => step !== '');
}

function withMetadata(
  manifest: Manifest,
  path: readonly string[],
  { labels = {}, annotations = {} }: Contribution,
): Manifest {
  const changed = changeAt(manifest, path, (metadata) => ({
    ...metadata,
    ...mergeMap('labels', metadata.labels, labels),
    ...mergeMap('annotations', metadata.annotations, annotations),
  }));
  return { ...manifest, ...changed };
}

function withToken(manifest: Manifest, specPath: string): Manifest {
  const mounted = (spec: JsonObject): JsonObject => ({ ...spec, automountServiceAccountToken: true });
  return { ...manifest, ...changeAt(manifest, specPath.split('.'), mounted) };
}

/** What stands in the manifest already is the user's word, and wins. */
function mergeMap(field: string, present: JsonValue | undefined, added: Readonly<Record<string, string>>): JsonObject {
  if (Object.keys(added).length === 0) return {};
  return { [field]: { ...added, ...(isJsonObject(present) ? present : {}) } };
}

function changeAt(
  object: JsonObject,
  [step, ...rest]: readonly string[],
  change: (value: JsonObject) => JsonObject,
): JsonObject {
  if (step === undefined) return change(object);
  const value = object[step];
  return { ...object, [step]: isJsonArray(value) ? changeItem(value, rest, change) : changeMap(value, rest, change) };
}

function changeItem(
  items: readonly JsonValue[],
  [index, ...rest]: readonly string[],
  change: (value: JsonObject) => JsonObject,
): JsonValue {
  return items.map((item, position) => (String(position) === index ? changeMap(item, rest, change) : item));
}

function changeMap(
  value: JsonValue | undefined,
  rest: readonly string[],
  change: (value: JsonObject) => JsonObject,
): JsonObject {
  return changeAt(isJsonObject(value) ? value : {}, rest, change);
}

function reportUnmatched(model: ClusterModel, key: string): void {
  const [group = '', kind = '', namespace = '', name = ''] = key.split('/');
  model.report({
    id: 'require-contributed-object',
    severity: 'error',
    object: { apiVersion: group, kind, ...(namespace === '' ? {} : { namespace }), name },
    path: 'metadata',
    message: `Not found: ${kind} "${name}": the cluster's mesh needs labels or annotations on it, and the tree does not hold it`,
    fix:
      kind === 'Namespace'
        ? 'let the chart create the namespace (create: true), or add the Namespace object to the tree'
        : `add the ${kind} to the tree`,
  });
}
